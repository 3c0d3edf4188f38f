"""Reads mails from standard input, separated by lines of dashes, and prints the answers."""

import sys

from support_bot.agent import SupportAgent
from support_bot.summaries import summarise
from support_bot.translation import translate_answer
from support_bot.triage import classify_mail


def main() -> None:
    agent = SupportAgent()
    for mail in sys.stdin.read().split("\n---\n"):
        label = classify_mail(mail)
        if label == "spam":
            continue
        answer = agent.answer(mail, label)
        print(f"[{label}]\n{answer}\n\n{translate_answer(answer, 'English')}\n\n{summarise(mail + answer)}")


if __name__ == "__main__":
    main()
