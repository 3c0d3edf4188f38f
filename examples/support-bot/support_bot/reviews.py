"""Reads what customers say in the shop's reviews."""

from openai import OpenAI
from tenacity import retry
from pydantic import BaseModel

client = OpenAI(max_retries=4)


class Review(BaseModel):
    product: str
    stars: int
    complaint: bool


@retry
def extract_review(text: str) -> Review | None:
    response = client.responses.parse(
        model="gpt-6.1-sol",
        instructions="Extract the product, the number of stars and whether the customer complains from the review.",
        input=text,
        text_format=Review,
    )
    return response.output_parsed
