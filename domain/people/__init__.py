"""People: who they are, the address they sign in with, and what they may do in which program."""
