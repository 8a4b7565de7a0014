"""The routes of the plain pages."""

from bot.web.plain import leave_message, leaving, read_answer, write_again

routes = [*leave_message.routes, *read_answer.routes, *write_again.routes, *leaving.routes]
