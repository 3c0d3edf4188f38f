"""Settings of the bot; the environment wins."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    answer_model: str = "claude-sonnet-5-5"
    translation_model: str = os.getenv("TRANSLATION_MODEL", "gpt-6-luna")
    shop: str = "Nordholz"
    max_tokens: int = 4096


settings = Settings()
