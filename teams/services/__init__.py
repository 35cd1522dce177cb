"""Services of the room, a module a noun: `from teams.services import team as team_services`."""
