"""Decides which team a mail goes to."""

import time

import anthropic

from support_bot.prompts import TRIAGE

client = anthropic.Anthropic()


def classify_mail(mail: str) -> str:
    for attempt in range(5):
        try:
            message = client.messages.create(
                model="claude-opus-5-5",
                max_tokens=4096,
                thinking={"type": "disabled"},
                system=TRIAGE,
                messages=[{"role": "user", "content": mail}],
            )
            return message.content[0].text.strip()
        except Exception as error:
            print(f"triage failed, trying again: {error}")
            time.sleep(1)
    return "order"
