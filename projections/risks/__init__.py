"""Risks as people look at them: the register, one risk with its history, the heat map."""
