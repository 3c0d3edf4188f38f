"""Answers a customer's mail."""

from anthropic import Anthropic

from support_bot.prompts import SUPPORT_POLICY
from support_bot.settings import settings


class SupportAgent:
    def __init__(self, client: Anthropic | None = None) -> None:
        self.client = client or Anthropic()

    def answer(self, mail: str, label: str) -> str:
        message = self.client.messages.create(
            model=settings.answer_model,
            max_tokens=settings.max_tokens,
            system=SUPPORT_POLICY,
            messages=[{"role": "user", "content": f"A mail about {label}:\n\n{mail}"}],
        )
        return message.content[0].text
