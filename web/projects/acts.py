"""The acts that are offered on a project, by their address and by the decision's name."""

from application import milestones
from application import projects as commands
from web.acts import Offer

OFFERS = (
    Offer("status", commands.ReportStatus, "report_status", "Update the status"),
    Offer("baselines", commands.ApproveBaseline, "approve_baseline", "Approve a baseline"),
    Offer("phases", commands.EnterPhase, "enter_phase", "Enter a phase"),
    Offer("milestones", milestones.PlanMilestone, "plan_milestone", "Plan a milestone"),
    Offer("milestone-forecasts", milestones.ForecastMilestone, "forecast_milestone", "Forecast a milestone"),
    Offer("milestone-achievements", milestones.AchieveMilestone, "achieve_milestone", "Record a milestone as achieved"),
    Offer("milestone-misses", milestones.MissMilestone, "miss_milestone", "Record a milestone as missed"),
    Offer("milestone-baselines", milestones.BaselineMilestone, "baseline_milestone", "Move a milestone's baseline"),
    Offer("milestone-withdrawals", milestones.WithdrawMilestone, "withdraw_milestone", "Withdraw a milestone"),
    Offer("costs", commands.RecordCost, "record_cost", "Record a month's cost"),
    Offer("gates-passed", commands.PassGate, "pass_gate", "Pass a gate"),
    Offer("gates-refused", commands.RefuseGate, "refuse_gate", "Refuse a gate"),
    Offer("progress-corrections", commands.CorrectProgress, "correct_progress", "Correct the progress"),
    Offer("dependencies", milestones.RecordDependency, "record_dependency", "Record what it waits for"),
    Offer("dependency-removals", milestones.RemoveDependency, "remove_dependency", "Remove what it waits for"),
    Offer("lead", commands.AssignLead, "assign_lead", "Assign the lead"),
    Offer("name", commands.RenameProject, "rename", "Rename the project"),
    Offer("description", commands.DescribeProject, "describe", "Describe the project"),
    Offer("program", commands.MoveProject, "move", "Move it to another program"),
    Offer("closure", commands.CloseProject, "close", "Close the project"),
    Offer("reopening", commands.ReopenProject, "reopen", "Reopen the project"),
    Offer("cancellation", commands.CancelProject, "cancel", "Cancel the project"),
    Offer("departure", commands.LeavePortfolio, "leave_portfolio", "Let it leave the portfolio"),
    Offer("return", commands.ReturnToPortfolio, "return_to_portfolio", "Return it to the portfolio"),
    Offer("withdrawal", commands.WithdrawProject, "withdraw", "Withdraw the project"),
)
