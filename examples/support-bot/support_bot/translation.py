"""Translates answers for colleagues who do not speak the customer's language."""

from openai import OpenAI

from support_bot.settings import settings

client = OpenAI()


def translate_answer(text: str, language: str) -> str:
    completion = client.chat.completions.create(
        model=settings.translation_model,
        messages=[
            {
                "role": "system",
                "content": f"You translate letters of {settings.shop} to {language}. Keep names, amounts and dates as they are. Answer with the translation only.",
            },
            {"role": "user", "content": text},
        ],
    )
    return completion.choices[0].message.content or ""
