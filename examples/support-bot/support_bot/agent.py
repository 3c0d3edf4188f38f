"""Answers a customer's mail."""

from anthropic import Anthropic

from support_bot.prompts import SUPPORT_POLICY
from support_bot.settings import settings


class SupportAgent:
    def __init__(self, client: Anthropic | None = None) -> None:
        self.client = client or Anthropic()
        self.history: list[dict] = []

    def answer(self, mail: str) -> str:
        self.history.append({"role": "user", "content": mail})
        message = self.client.messages.create(
            model=settings.answer_model,
            max_tokens=settings.max_tokens,
            system=SUPPORT_POLICY,
            messages=self.history,
        )
        text = message.content[0].text
        self.history.append({"role": "assistant", "content": text})
        return text
