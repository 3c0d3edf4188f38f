'use client';
import { useState } from 'react';
import { openai } from '@/lib/openai';

export const Page = <P extends { title: string }>({ title, children = <i /> }: P & { children?: React.ReactNode }) => {
  const [answer, setAnswer] = useState<string>();
  const ask = async (form: FormData) => {
    const stream = await openai.responses.create({ model: 'gpt-5', input: `Title: ${title}`, stream: true });
    for await (const event of stream) if (event.type === 'response.output_text.delta') setAnswer((before) => (before ?? '') + event.delta);
  };
  return (
    <form action={ask} {...{ id: 'f' }}>
      {/* promptcost: calls=100/day */}
      <h1 data-x="1">{title} &amp; more // text</h1>
      {answer ? <Markdown text={render(answer)}>{children}</Markdown> : <></>}
    </form>
  );
};
