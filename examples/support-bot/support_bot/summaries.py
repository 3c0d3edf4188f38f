"""Summaries for colleagues: a small model, a cap of the right size, the long text cached, and the SDK's own retries."""

from anthropic import Anthropic

from support_bot.prompts import SUMMARY, SUPPORT_POLICY

client = Anthropic(max_retries=4)


def summarise(conversation: str) -> str:
    message = client.messages.create(
        model="claude-haiku-5-5",
        max_tokens=200,
        system=[
            {"type": "text", "text": SUPPORT_POLICY},
            {"type": "text", "text": SUMMARY, "cache_control": {"type": "ephemeral"}},
        ],
        messages=[{"role": "user", "content": conversation}],
    )
    return message.content[0].text
