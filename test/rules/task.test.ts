/** Which prompts are recognised as a simple task, and above all which are not. */
import { describe, expect, it } from 'vitest';
import type { Task } from '../../server/core/model/rule.ts';
import { createMemoryWorkspace, ROOT } from '../support/workspace.ts';

interface Call {
  readonly system?: string;
  readonly user?: string;
  readonly name?: string;
  readonly extra?: string;
  /** The content of the user message as code, in place of `user`. */
  readonly content?: string;
}

function taskOf({ system, user = 'Input: ${input}', name = 'run', extra = '', content = `\`${user.replace(/`/g, '\\`')}\`` }: Call): Task | null {
  const messages = [...(system === undefined ? [] : [`{ role: 'system', content: ${JSON.stringify(system)} }`]), `{ role: 'user', content: ${content} }`];
  const text = `import OpenAI from 'openai';
const client = new OpenAI();
export function ${name}(input: string) {
  return client.chat.completions.create({ model: 'gpt-4o', max_tokens: 10, ${extra} messages: [${messages.join(', ')}] });
}
`;
  const analysis = createMemoryWorkspace([['main.ts', text]]).workspace.analyze(`${ROOT}/main.ts`);
  expect(analysis?.calls).toHaveLength(1);
  return analysis!.calls[0]!.task;
}

const sure = (call: Call): Task['kind'] | null => {
  const task = taskOf(call);
  return task?.confidence === 'high' ? task.kind : null;
};

it('what tells a task twice is said once', () => {
  expect(taskOf({ user: 'Is this an invoice?\\n${input}\\nAnswer only yes or no.' })?.grounds).toBe('message 1 (user) says “Answer only yes or no”');
});

describe('a task is recognised with confidence', () => {
  const cases: readonly (readonly [Task['kind'], Call])[] = [
    ['classification', { system: 'Classify the ticket into one of: billing, bug, account.' }],
    ['classification', { system: 'You are a support assistant. Your task is to classify the ticket as one of the following categories:\n- billing\n- bug' }],
    ['classification', { system: 'You are a classifier that categorizes emails into spam categories. Reply with just the label.' }],
    ['classification', { user: 'Determine the sentiment of this review: ${input}' }],
    ['classification', { user: 'What is this about? Respond with only the category name.\n${input}' }],
    ['classification', { system: 'Please classify the message.', name: 'classifyMessage' }],
    ['classification', { system: 'Detect the language of the text. Return only the language code. Do not explain.' }],
    ['yes-no', { user: 'Is this an invoice? Answer only yes or no.\n${input}' }],
    ['yes-no', { system: 'Answer with "yes" or "no" and nothing else: does the message mention a delivery date?' }],
    ['title', { system: 'Generate a short title for the conversation.' }],
    ['title', { user: 'Write a concise, descriptive title of at most 5 words for this chat:\n${input}' }],
    ['translation', { user: 'Translate the following text into French: ${input}' }],
    ['translation', { system: 'You are a translator. Translate the text to German.' }],
    ['extraction', { system: 'Extract the name and the email address from the message as JSON.' }],
    ['extraction', { system: 'You extract contact data from emails: name, company, phone.' }],
    ['summary', { user: 'Summarize the article in two sentences: ${input}' }],
    ['summary', { system: 'Write a short summary of the text.' }],
    ['summary', { system: 'Summarize the ticket.', name: 'summarizeTicket' }],
    ['routing', { system: 'Route the incoming message to one of the following teams: sales, support.' }],
    ['routing', { system: 'Decide which department handles the request. Return only the name.' }],
    ['moderation', { system: 'Determine whether the comment is toxic.', name: 'moderateComment' }],
    ['scoring', { system: 'Rate the relevance of the result on a scale from 1 to 5. Return only the number.' }],
    ['routing', { system: 'Decide which team gets this email: SALES, SUPPORT, LEGAL or SPAM. Output the team only.' }],
    ['routing', { system: 'Which of these departments should the ticket go to: hardware, software, facilities? Reply with one word.' }],
    ['classification', { user: 'What language is this text written in?\\n${input}' }],
    ['classification', { system: 'Identify the programming language of the file.' }],
    ['classification', { system: 'Tag the post with up to three of these: python, security, frontend, career.' }],
    ['classification', { system: 'You are an expert. Categories: Tech, Sports, Health. Pick the single best category for the headline.' }],
    ['classification', { system: 'Given an email thread, tell me if the customer is angry, neutral or happy. One word.' }],
    ['classification', { system: 'You will be provided with a post, and your task is to classify its sentiment as positive or negative.' }],
    ['classification', { system: 'Classify the request into one of:\n- billing\n- legal\n- code: questions about the API' }],
    ['classification', { system: 'Classify the intent. Possible intents: play_music, set_alarm. Respond with {"intent": "..."}.' }],
    ['moderation', { system: 'Does this comment break the community rules? Reply ALLOW or BLOCK.' }],
    ['yes-no', { user: 'Is this article about sports? Reply Y or N.\\n${input}' }],
    ['yes-no', { system: "Determine if the question is related to cooking. If it is, respond with 'yes', otherwise with 'no'." }],
    ['title', { system: 'Come up with a chat title (max 5 words, no quotes).' }],
    ['title', { system: 'Create a concise, 3-5 word title with an emoji for the conversation.' }],
    ['title', { system: 'Read the transcript and give it a headline of 3-6 words.' }],
    ['extraction', { system: 'Pull out the name, the phone number and the reason for the call. Return JSON.' }],
    ['extraction', { system: 'Extract every date mentioned in the text and normalise it to YYYY-MM-DD.' }],
    ['extraction', { user: 'Given the receipt below, return merchant, date and total as JSON.\\n${input}' }],
    ['extraction', { system: 'Identify all people and places mentioned in the text.' }],
    ['formatting', { system: 'Fix spelling and grammar. Return only the corrected text.' }],
    ['formatting', { system: 'Turn the address into structured fields: street, postcode, city.' }],
    ['formatting', { system: 'Redact names and email addresses in the text.' }],
    ['formatting', { system: 'Normalize the company name: remove legal suffixes, fix capitalisation.' }],
    ['query-rewrite', { system: "Rewrite the user's question into a standalone search query." }],
    ['query-rewrite', { system: 'Rewrite the question so that it can be understood without the conversation.' }],
    ['summary', { user: 'TL;DR in one sentence: ${input}' }],
    ['classification', { system: 'Say whether it is a newsletter, an invoice, a personal mail or junk. Answer with that one word.' }],
    ['classification', { system: 'Pick an icon for the item. Choose one of: home, work, gift, food.' }],
    ['classification', { system: 'For every incoming message output the product area it concerns (Billing, Login, Other) and nothing more.' }],
    ['classification', { user: 'Is the text below written formally or informally? One word.\\n${input}' }],
    ['classification', { system: 'Return "meeting" if the mail proposes a meeting, otherwise "none".' }],
    ['title', { system: 'Give this photo album a name based on the captions. Max 4 words.' }],
    ['extraction', { system: 'From the job ad collect: title, company, city, salary. JSON.' }],
    ['extraction', { user: 'Which country is the following address in? Return the ISO code.\\n${input}' }],
    ['formatting', { system: 'Remove all markdown formatting from the text.' }],
    ['formatting', { system: 'Split the full name into first name and last name.' }],
    ['query-rewrite', { system: 'Rewrite the last question so that a search engine understands it without the rest of the chat.' }],
    ['summary', { system: 'Fasse die Kundenmail in einem Satz zusammen.' }],
    ['classification', { system: 'Determine which of our topics the message belongs to: payments, shipping, returns.' }],
    ['moderation', { system: 'Decide whether the lyric is explicit. Answer "explicit" or "clean".' }],
    ['translation', { system: 'Transliterate the name from Cyrillic to Latin letters.' }],
    ['classification', { system: '¿En qué idioma está escrito el texto? Responde solo con el código.' }],
    ['classification', { system: 'Determine the gender of the speaker from the pronouns: male, female, unclear.' }],
    ['translation', { system: 'Give the English translation of the review.' }],
    ['title', { system: 'Produce a heading for the note. No more than six words.' }],
    ['classification', { system: 'Spot the language. ISO code only.' }],
    ['extraction', { system: 'Get the booking reference, the names and the departure time out of the confirmation mail. Output JSON.' }],
    ['formatting', { system: 'Correct obvious OCR mistakes, leave everything else as it is.' }],
    ['query-rewrite', { system: 'Given the chat so far, produce a query for our search engine.' }],
    ['classification', { system: 'Bewerte die Stimmung als positiv, neutral oder negativ. Nur ein Wort als Antwort.' }],
    ['classification', { system: '请判断用户消息属于哪一类：咨询、投诉、其他。只返回类别名称。' }],
    ['classification', { system: 'Ordne die Kundenbewertung einer Stimmung zu: positiv, neutral oder negativ. Antworte nur mit einem Wort.' }],
    ['title', { system: 'Erstelle einen kurzen Titel für dieses Gespräch. Gib nur den Titel aus.' }],
    ['classification', { system: 'Classe ce message dans une des catégories suivantes : facturation, technique, autre.' }],
    ['classification', { system: "Clasifica el mensaje como 'queja' o 'pregunta'. Responde solo con la etiqueta." }],
    ['extraction', { system: 'Extraia o nome do produto e o preço de cada item da nota e devolva em JSON.' }],
    ['classification', { system: "Classifica il messaggio dell'utente in una delle categorie: ordine, reso, informazioni." }],
    ['classification', { system: 'Определи тему обращения: доставка, оплата, другое. Ответь одним словом.' }],
    ['extraction', { system: '从用户的消息中提取姓名、电话和地址，以JSON格式返回。' }],
    ['classification', { system: '次の問い合わせを「返品」「配送」「その他」のいずれかに分類し、ラベルだけを出力してください。' }],
    ['formatting', { system: 'Convert the date to ISO format.' }],
    ['classification', { system: 'You classify the message of the user as spam or ham and return only the label.' }],
    ['extraction', { system: 'Extract the order number and the date from the email. Do not infer anything.' }],
    ['classification', { system: 'Determine the language and the tone of the text.' }],
    ['title', { system: 'Generate a concise title for the conversation, in the language of the user, and nothing else.' }],
    ['translation', { user: 'Translate the text to ${input} and return only the translation.' }],
    ['yes-no', { user: 'Does the message contain a phone number? Answer only yes or no.\\n${input}' }],
    // Whatever stands between the verb and the head of what it names.
    ['title', { system: 'Write a brief, neutral, four to six word title summing up the support call. No quotes.' }],
    ['title', { user: 'Suggest a lowercase slug for the page.\\n${input}' }],
    ['classification', { system: 'You will get a postcard text. Work out its mood. One word.' }],
    ['classification', { system: 'Rate the urgency of the request as low, normal or high.' }],
    ['classification', { system: 'Pick a single fitting emoji that stands for the topic of the note.' }],
    ['classification', { user: 'Which section of the shop does this item belong in: garden, kitchen, toys?\\n${input}' }],
    ['classification', { system: 'Map the phrase to one of these intents: lights_on, lights_off, dim.' }],
    ['extraction', { system: 'List all named entities of the passage.' }],
    ['extraction', { system: 'Carefully copy every order code and date from the letter, one per line.' }],
    ['extraction', { system: 'Take the free text and extract the delivery details from it. If one is missing, use null.' }],
    ['extraction', { system: 'Given the note, reply with 2 to 4 lowercase tags separated by commas.' }],
    ['formatting', { system: 'Take the dictation and rewrite it as grammatically correct text.' }],
    ['formatting', { system: 'Add punctuation and capitalization to the transcript. Do not change any words.' }],
    ['formatting', { system: 'Remove all personally identifying information from the letter and replace it with ***.' }],
    ['formatting', { user: 'Repair the malformed JSON: ${input}' }],
    ['translation', { user: 'Localize the labels into ${input} and keep the placeholders.' }],
    ['query-rewrite', { system: 'Given the chat and the last message, formulate a standalone question that can be understood without the chat.' }],
    ['summary', { system: 'Write a recap of the call in two sentences.' }],
    ['classification', { system: 'Perform sentiment analysis on the postcard and return one of: good, bad, mixed.' }],
    ['extraction', { system: 'Your job is to read adverts and fill in the following JSON: {"city": "", "rent": 0}' }],
    ['extraction', { user: 'For this caption, return up to 6 tags.\\n${input}' }],
    ['formatting', { system: 'Rewrite every date in the text in the form DD.MM.YYYY.' }],
    ['classification', { user: 'Is the tone of this note warm, dry or cold?\\n${input}' }],
    ['query-rewrite', { system: 'You turn questions into web search queries. Respond with the query only.' }],
    ['yes-no', { user: 'Decide if the comment is spam. Reply 1 for spam and 0 for not spam.\\n${input}' }],
    ['translation', { system: 'Translate each value of the object into Danish, leave the keys alone.' }],
    ['classification', { user: 'Map the job title to the closest standard title of the list. Return only the standard title.\\n${input}' }],
    ['extraction', { system: 'You do named entity recognition.' }],
    ['translation', { user: 'Translate the term to Danish. Reply with one word.\\n${input}' }],
    // Several verbs that are all of it.
    ['classification', { system: 'Classify and route the message to one of: sales, billing, support.' }],
    ['classification', { system: 'Read the feedback, assign the closest category and determine the sentiment.' }],
    // What a label is for is no order.
    ['classification', { system: 'Sort the request into one of these categories:\n- writing: requests to draft, rewrite or explain a text\n- shopping: compare and recommend products' }],
    ['classification', { system: "Classify the ticket as one of: billing, bug.\n<examples>\nTicket: explain my invoice step by step\nLabel: billing\n</examples>" }],
    // What the model is said to be.
    ['extraction', { system: 'You are an order extraction agent that reads mails. Extract the order number and the customer name.' }],
    ['title', { system: 'You are a conversation summarizer. Generate a title for the chat.' }],
    // A question that the text's surface answers, by the constants of its answer.
    ['yes-no', { system: 'If the message contains a phone number, answer with "Y".\nOtherwise answer with "N".' }],
    ['yes-no', { system: 'Determine whether the caller was annoyed.' }],
    ['classification', { system: 'Classify each incoming line as INFO or ERROR.' }],
    ['classification', { system: 'Classify each message into one of: order, refund, other.' }],
    // What it is good at, or responsible for, is what it does.
    ['extraction', { system: 'You are an expert at extracting delivery data from letters. Return JSON with the fields street and city.' }],
    ['translation', { system: 'You are responsible for translating app strings into Danish.' }],
    ['classification', { system: 'You are a parcel categorizer. Your job is to read parcel labels and categorize them.\nCategories (lower case): small, bulky, fragile' }],
    ['classification', { system: 'As a librarian with a good eye, sort the book into one of these genres: crime, travel, cooking.' }],
    ['classification', { system: 'Given a sender, a subject, and the first lines, categorize into one of: private, club, shop.' }],
    ['classification', { system: 'When given the name of a shop you will return one of the following categories: food, clothes, tools. You are a shop categorization assistant.' }],
    ['translation', { system: '**Role:** You are a professional translator. Output only the translated text.' }],
    ['title', { system: 'Your task is to create short, clear titles (at most 40 characters) for notes.' }],
    // Its steps are listed, and are no labels.
    ['classification', { system: 'You are a parcel classifier.\nYou must:\n- Classify the priority\n- Provide a confidence\nReturn JSON.' }],
    ['classification', { system: 'Read the note and determine how urgent it is.' }],
    ['formatting', { system: 'You are a normalization agent. Turn the listing into a clean JSON object.' }],
    ['formatting', { system: 'Your job is to clean and standardize address data.' }],
    // A prompt that waits for the answer.
    ['classification', { user: 'This is a mood classifier\n\nNote: what a day!\nMood: good\n\nNote: ${input}\nSentiment:', name: 'classifyMood' }],
    // Labels in numbered lists, and on lines of their own; what a route is for.
    ['classification', { system: 'Classify the request into one of these categories:\n1. statute: questions on legal texts\n2. code\n3. other' }],
    ['classification', { system: 'Classify the request.\nThe categories are:\nLegal matters\nSource code\nOther things' }],
    ['routing', { system: 'You are an expert at routing a question to the archive or the web. Use the archive for questions about law, proofs and attacks. Give a binary choice, "archive" or "web".' }],
    ['routing', { system: 'Route questions to ARCHIVE, WEB or CHAT.\n## Route to CHAT for:\n- Writing help and brainstorming\n## Decision rule:\n- Needs a factual look-up -> web' }],
    ['yes-no', { system: 'Decide whether a web search is needed to answer the question.' }],
    // That all is to be true to the text goes without saying.
    ['summary', { system: 'Summarize the bulletin in two sentences. Ensure factual accuracy and do not speculate.' }],
    // What is extracted is listed below, and how it is put is no other work.
    ['extraction', { system: 'Extract from the letter:\n- name\n- total (including taxes)\nReturn JSON.' }],
    ['extraction', { system: 'Extract the following information from the letter and present it as JSON: name, street, city.' }],
    ['query-rewrite', { system: '请将用户的最后一个问题改写为独立的问题。' }],
    ['translation', { system: '你是一位翻译。请翻译下面的内容，只输出译文。' }],
    ['classification', { name: 'classifyTicket', extra: "response_format: { type: 'json_schema', json_schema: { name: 'l', schema: { type: 'object', properties: { label: { type: 'string', enum: ['a', 'b'] } } } } }," }],
  ];
  it.each(cases)('%s: %j', (kind, call) => expect(sure(call)).toBe(kind));
});

describe('nothing is claimed', () => {
  const cases: readonly (readonly [string, Call])[] = [
    ['a summary that weighs', { user: 'Summarize this paper for a specialist: methods, statistics, weaknesses.\n${input}', name: 'summary' }],
    ['a chat', { system: 'You are a helpful assistant.' }],
    ['a chat whose name says otherwise', { system: 'You are a helpful assistant. Answer the questions of the user.', name: 'classify' }],
    ['a chat that sometimes summarises', { system: 'You are a support assistant for a shop. Help the customer. Summarize the conversation in two sentences when asked. Offer a refund where it is due.' }],
    ['a name alone', { name: 'classifyTicket' }],
    ['an unknown prompt', { user: '${input}', name: 'summarize' }],
    ['an essay', { system: 'Write an essay about the topic.' }],
    ['code', { system: 'You are an expert programmer. Generate Python code for the task.' }],
    ['a translation of code', { system: 'Translate the following SQL to MongoDB.' }],
    ['classification with reasons', { system: 'Classify the ticket into one of: billing, bug. Explain your reasoning.' }],
    ['classification and an answer', { system: 'Classify the ticket into one of: billing, bug, and write a reply to the customer.' }],
    ['many at once', { user: 'Classify each of the following tickets into one of: billing, bug.\n${input}' }],
    ['two tasks', { system: 'Translate the text into English. Then summarize it in one sentence.' }],
    ['a long report', { system: 'Summarize the document in detail, in at least 500 words.' }],
    ['a judge', { user: 'Judge whether the answer is factually correct. Answer only yes or no.\n${input}' }],
    ['medicine', { system: 'Classify the symptoms into one of the following diagnoses: a, b.' }],
    ['an agent', { system: 'You are an autonomous agent. Decide which tool to call next.' }],
    ['tools that act', { system: 'Classify the ticket into one of: billing, bug.', extra: "tools: [{ type: 'function', function: { name: 'refund', parameters: {} } }]," }],
    ['an image', { content: "[{ type: 'image_url', image_url: { url: input } }, { type: 'text', text: 'Extract the total from the receipt as JSON.' }]" }],
    ['several searches', { system: 'Create a search query plan: five web searches that together answer the question.' }],
    ['brainstorming', { system: 'Suggest ten names for the product and describe each of them.' }],
    ['many, one a line', { system: 'For the tickets in the list, say billing or bug. Classify the ticket in each row as one of these. Return one line per ticket.' }],
    ['many by their plural', { system: 'Categorize the expenses below into travel, food or office.' }],
    ['many by every', { system: 'Detect the emotion of the speaker in every utterance of the dialogue.' }],
    ['many by all', { system: 'Determine the sentiment of all reviews in the file.' }],
    ['many by these', { system: 'Classify these into animals or plants.' }],
    ['several titles', { system: 'Generate ten catchy title ideas for this video.' }],
    ['a title among other things', { system: 'Write a short title, a three-paragraph summary and up to ten tags for the article.' }],
    ['a title and a text', { system: 'Provide a brief subject line and body for a cold email.' }],
    ['a second verb', { system: 'Assign the issue to one of the teams, estimate the effort in hours and set a milestone.' }],
    ['a second verb that is no common one', { system: 'Identify the intent of the caller and carry on the conversation.' }],
    ['what to do on a condition', { system: 'Classify the email into one of: complaint, praise. If it is a complaint, propose how to make up for it.' }],
    ['a long summary in few pages', { system: 'Summarize the board meeting in two pages.' }],
    ['what is implied', { system: 'Extract the duties of each party from the letter, including those that are implied.' }],
    ['an exam', { system: 'Return only the letter of the correct option.' }],
    ['a field that takes knowledge', { system: 'Classify the tumour described in the report as benign or malignant.' }],
    ['a translation into no language', { system: 'Translate the error message into an actionable fix for the user.' }],
    ['a document from another', { system: 'Convert the meeting notes to a markdown project plan.' }],
    ['a label and a find', { system: 'Determine the category of the bug and the file that most likely holds it.' }],
    ['a machine from prose', { system: 'Convert the prose into a JSON state machine.' }],
    ['planning', { system: 'Create a plan to research the topic and list the steps.' }],
    ['code between languages', { system: 'Translate the COBOL program to idiomatic Java.' }],
    ['whose turn it is', { system: 'Decide which specialist agent should act next, or FINISH when the work is done.' }],
    ['whether an answer is right', { system: 'Given the question and the answer, decide if the answer is correct. Reply CORRECT or INCORRECT.' }],
    ['an extraction of what has to be thought out', { system: 'Extract the key insights and strategic recommendations from the quarterly results.' }],
    ['a field among no labels', { system: 'Given the symptoms of the patient, classify the urgency: emergency, urgent or routine.' }],
    ['two verbs behind a lead-in', { system: 'Given the ticket, classify it and reply to the customer.' }],
    ['a title beside a text', { system: 'Generate a description of 150 words and a title. Title max 8 words.' }],
    ['a name for a product', { system: 'Come up with a product name. Max 3 words.' }],
    ['a label for each in a list', { system: 'For every ticket in the list output its category (billing, bug, other) and nothing more.' }],
    ['an ontology', { system: 'Extract an ontology from the corpus: classes, relations, constraints.' }],
    ['who is to blame', { system: 'Read the timeline and decide which team caused the outage. One word.' }],
    ['a choice of verdicts', { system: 'Say which it is: supported, refuted or undecided. Answer with one word.' }],
    ['what to do', { system: 'Decide what to do with the case: refund, replace, escalate. One word.' }],
    ['good and bad sides', { system: 'List two positive and three negative aspects of the product.' }],
    ['what has to be found by thinking', { user: 'Extract the habits that keep the team from shipping.\n${input}', name: 'extractHabits' }],
    ['evidence', { user: 'Extract the sentences that speak for the theory.\n${input}', name: 'extractSentences' }],
    ['the form of any answer', { user: 'What could go wrong with this launch? Format your response as a JSON object with "first" and "second".\n${input}' }],
    ['steps from a goal', { user: 'Convert the goal of the user into a JSON list of steps for a robot.\n${input}' }],
    ['a title for a work', { user: 'Suggest a title for my novel.\n${input}' }],
    ['a headline that sells', { user: 'Write a headline for our ad.\n${input}' }],
    ['what differs', { user: 'Summarize in two bullets how the offers differ.\n${input}' }],
    ['work from requirements', { user: 'Translate the wishes of the client into tickets for the developers.\n${input}', name: 'translateWishes' }],
    ['a query language', { user: 'Translate the question into a SPARQL query over ${input}' }],
    ['what is right to do', { user: 'Decide whether what they did is morally acceptable. Answer yes or no.\n${input}' }],
    ['symptoms', { user: 'Classify how urgent the symptoms are: emergency, doctor, home.\n${input}', name: 'triageSymptoms' }],
    ['a risk', { user: 'Classify the risk of the loan as low, medium or high.\n${input}' }],
    ['a failure', { user: 'Classify the CI failure as flaky test, infrastructure or bug.\n${input}' }],
    ['topics to write of', { user: 'Suggest five topics for our magazine.\n${input}' }],
    ['a label with its reasons', { system: 'Classify the ticket. Return JSON with:\n- category: one of billing, bug\n- explanation: why you chose it' }],
    ['moves in a given form', { user: 'Convert the wish of the user into a sequence of moves in JSON.\\n${input}' }],
    ['a backlog', { user: 'Read the vision and extract a backlog in JSON with estimates.\\n${input}', name: 'extractBacklog' }],
    ['a claim that is decided', { user: 'Decide whether the claim should be approved or denied. One word.\\n${input}', name: 'classifyClaim' }],
    ['what is told after other work', { system: 'Answer the question of the caller and classify the intent of it.' }],
    ['data that no text holds', { system: 'Give me a list of 10 cities with their country and population as JSON.' }],
    ['a campaign in another language', { system: 'Translate the marketing campaign into French.' }],
    ['law in German', { system: 'Prüfe den Mietvertrag auf unwirksame Klauseln und ordne jede Klausel einer Kategorie zu.' }],
    ['a chapter in German', { system: 'Übersetze das Kapitel ins Englische und bewahre den Stil der Autorin.' }],
    ['what it is good at, and hard', { system: 'You are an expert at identifying why servers fail. Return the category.' }],
    ['insights that are listed', { system: 'Extract from the transcript:\n- key insights\n- recommendations\nReturn JSON.' }],
    ['steps of more work', { system: 'Classify the ticket as billing or technical.\n1. Read the ticket\n2. Draft a reply\n3. Escalate it' }],
    ['lines of more work', { system: 'Classify the request as refund or exchange.\nThen:\nWrite the reply\nSend the parcel' }],
    ['what an expert of a hard field says', { system: 'As an experienced physician, classify the complaint into one of: urgent, routine.' }],
    ['a translator in a hard field', { system: 'You are a professional translator of legal contracts. Output only the translated text.' }],
    ['a title that makes people click', { user: 'Write a YouTube video title about ${input} that makes people watch it.' }],
    ['a router that answers', { system: 'Route questions to sales or support. If somebody greets you, answer the greeting and offer help.' }],
    ['reasons in French', { system: 'Classe la réclamation dans une des catégories et justifie ta réponse.' }],
    ['code in Chinese', { system: '根据用户的需求编写代码，只输出代码。' }],
    ['an analysis in Russian', { system: 'Определи тему договора и напиши подробный анализ рисков.' }],
  ];
  it.each(cases)('%s', (_, call) => expect(sure(call)).toBeNull());
});

it('the form of the answer says nothing of the work', () => {
  expect(taskOf({ user: 'Answer only yes or no: will this hold?\\n${input}' })?.told).toBe('form');
  expect(taskOf({ user: 'Decide if the request complies with the policy. Answer yes or no.\\n${input}' })?.told).toBe('form');
  expect(taskOf({ user: 'Return only the letter.\\n${input}' })?.told).toBe('form');
  expect(taskOf({ user: 'Does the message mention a date? Answer only yes or no.\\n${input}' })?.told).toBe('work');
  expect(taskOf({ user: 'Classify the message as spam or ham. Return only the label.\\n${input}' })?.told).toBe('work');
});

it('a router by name alone may send on anything', () => {
  expect(taskOf({ name: 'llmRouter' })).toBeNull();
  expect(taskOf({ name: 'routeTicket' })?.kind).toBe('routing');
  expect(sure({ name: 'llmRouter', system: 'You are a router for support requests. Answer with only the name of the team.' })).toBe('routing');
});

describe('the grounds', () => {
  it('quote what was read, and name the function', () => {
    const task = taskOf({ system: 'Please classify the message.', name: 'classifyMessage' });
    expect(task?.grounds).toBe('the system prompt says “Please classify the message”, and the function is named `classifyMessage`');
  });

  it('leave room for several fields', () => {
    expect(taskOf({ system: 'Classify the ticket into one of: billing, bug.' })?.answerTokens).toBe(50);
    expect(taskOf({ system: 'Classify the ticket into one of: billing, bug. Respond as JSON with the fields "category" and "priority".' })?.answerTokens).toBe(200);
  });

  it('are read in linear time', () => {
    const long = `${'You are a and the of to '.repeat(20_000)}. Classify the text into one of: a, b.`;
    expect(() => taskOf({ system: long })).not.toThrow();
  });
});

it('of a topic one may also tell a joke', () => {
  expect(sure({ system: 'Tell a joke about the topic that you are given.' })).toBeNull();
  expect(sure({ system: 'Return a poem about {{topic}}.' })).toBeNull();
  expect(sure({ system: 'Tell me the topic of the message.' })).toBe('classification');
});
