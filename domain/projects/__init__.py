"""Projects: their phases, baselines, forecasts, costs, progress, declared health, milestones and dependencies."""
