"""The acts that are offered on a program, by their address and by the decision's name."""

from application import programs as commands
from web.acts import Offer

OFFERS = (
    Offer("health", commands.DeclareProgramHealth, "declare_health", "Declare the health"),
    Offer("decisions", commands.RecordDecision, "record_decision", "Record a decision"),
    Offer("asks", commands.RaiseAsk, "raise_ask", "Ask for something"),
    Offer("answers", commands.AnswerAsk, "answer_ask", "Record an answer"),
    Offer("tolerance", commands.SetTolerance, "set_tolerance", "Set the tolerances"),
    Offer("objectives", commands.StateObjective, "state_objective", "State an objective"),
    Offer("owner", commands.AssignProgramOwner, "assign_owner", "Assign the owner"),
    Offer("name", commands.RenameProgram, "rename", "Rename the program"),
    Offer("approval", commands.ApproveProgram, "approve", "Approve the program"),
    Offer("hold", commands.PutProgramOnHold, "put_on_hold", "Put the program on hold"),
    Offer("resumption", commands.ResumeProgram, "resume", "Resume the program"),
    Offer("closing", commands.BeginClosingProgram, "begin_closing", "Begin closing the program"),
    Offer("closure", commands.CloseProgram, "close", "Close the program"),
    Offer("cancellation", commands.CancelProgram, "cancel", "Cancel the program"),
)
