"""The acts that are offered on a person, by their address and by the decision's name."""

from application import people as commands
from web.acts import Offer

OFFERS = (
    Offer("roles", commands.GrantRole, "grant_role", "Grant a role"),
    Offer("revocations", commands.RevokeRole, "revoke_role", "Revoke a role"),
    Offer("name", commands.RenamePerson, "rename", "Rename the person"),
    Offer("email", commands.MoveEmail, "move_email", "Give another address"),
    Offer("disabling", commands.DisablePerson, "disable", "Disable the person"),
    Offer("enabling", commands.EnablePerson, "enable", "Enable the person"),
)
