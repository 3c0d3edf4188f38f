/**
 * Reads a prompt's known text for what the model is told to do. English only. Linear in the text: it is cut into sentences once, each sentence is looked at
 * by its head, and no pattern runs over more than one sentence.
 */
import type { Task } from '../../model/rule.ts';
import { rememberByContent } from '../tokens/remember.ts';

export interface Reading {
  /** `complex`: the work is not a simple task. `mixed`: a second purpose shows. */
  readonly verdict: 'plain' | 'mixed' | 'complex';
  /** `many`: several items in one request, so that the answer grows with them. */
  readonly volume: 'one' | 'many';
  readonly answer: 'structured' | 'free';
  /** Whether a question is asked that the text's surface answers: what it mentions, contains or is about. */
  readonly surface: boolean;
  readonly signs: readonly Sign[];
}

export interface Sign {
  readonly kind: Task['kind'];
  readonly strength: 'explicit' | 'hint';
  /** `answer`: it says what the answer looks like, not what to do. */
  readonly source: 'prompt' | 'answer';
  /** The words it was read from, shortened. */
  readonly words: string;
}

/** Instructions stand at the ends of a prompt; what lies between is mostly material. */
const HEAD_CHARACTERS = 4000;
const TAIL_CHARACTERS = 2000;
/** The task is said near one of the ends; further inside it is a rule for a special case. */
const TASK_CHARACTERS = 1500;
const SENTENCE_CHARACTERS = 400;

type Pattern = readonly [kind: Task['kind'], strength: Sign['strength'], pattern: RegExp];

/** What is filled in where a template is not known to be one: its name is no word of the sentence. */
const TAG = /\{\{[^{}]{1,60}\}\}/g;

/** Into something else than a language people translate what takes more than knowing two: "into user stories", "into a fix". */
const LANGUAGES =
  'english|french|german|spanish|italian|portuguese|dutch|danish|swedish|norwegian|finnish|polish|czech|slovak|hungarian|romanian|bulgarian|greek|turkish|russian|ukrainian|arabic|hebrew|persian|farsi|hindi|' +
  'bengali|urdu|tamil|thai|vietnamese|indonesian|malay|chinese|mandarin|cantonese|japanese|korean|catalan|croatian|serbian|swahili|latin|en|fr|de|es|it|pt|zh|ja|ko|ru';

/** What a sentence tells the model to do, by its head. Lead-ins such as "Your task is to" are cut off before. */
const IMPERATIVES: readonly Pattern[] = [
  ['title', 'explicit', /^(generates?|writes?|creates?|suggests?|comes? up with|produces?|gives?|provides?|returns?)( me)?( only)? (an? |the )?((very )?(short|concise|brief|descriptive|catchy|clear|\d+[- ]?\w*)[ ,]+(and )?){1,4}(chat |conversation |thread |session )?(title|headline|subject line|name|heading)\b/],
  ['title', 'explicit', /^(generates?|writes?|creates?|suggests?|comes? up with|produces?)( me)? (an? |the )?(chat |conversation |thread |session )?(title|headline|subject line) (for|of|that|to|based|in|with|from)\b/],
  ['yes-no', 'explicit', /^(answers?|responds?|repl(y|ies)|returns?|outputs?|says?|gives?|provides?)\b.{0,40}\b(yes|true)\W{1,3}or\W{1,3}(no|false)\b/],
  ['moderation', 'explicit', /^(moderates?|flags?)\b.{0,80}\b(content|message|comment|text|post|user|input|review)/],
  ['moderation', 'hint', /^(decides?|determines?|checks?|judges?|detects?|tells?( me)?) (if|whether)\b.{0,80}\b(spam|toxic|harmful|offensive|inappropriate|abusive|nsfw|unsafe|hate speech|violates)/],
  ['routing', 'explicit', /^(routes?|triages?|assigns?|forwards?|directs?) (the|this|each|every|an?|incoming|user|customer|support)\b.{0,100}\b(to|into|between)\b.{0,80}\b(one of|agents?|teams?|queues?|departments?|handlers?|tools?|specialists?|experts?|workflows?|models?|following)/],
  ['routing', 'explicit', /^(decides?|determines?|chooses?|selects?|picks?) (which|the (best|right|most (appropriate|suitable|relevant)|correct)) (agent|team|queue|department|handler|tool|specialist|expert|workflow|model|route)\b/],
  // "Classify the ticket" alone may be one step of something larger; with its choices it is the task.
  ['classification', 'explicit', /^(classif(y|ies)|categori[sz]es?|labels?)\b.*\b(into|as|one of|either|according to|which of|labels?|categor(y|ies)|class(es)?|positive|negative|neutral)\b/],
  ['classification', 'hint', /^(classif(y|ies)|categori[sz]es?|labels?)\b/],
  ['classification', 'explicit', /^(determines?|identif(y|ies)|detects?|decides?|returns?|outputs?|assigns?|predicts?|labels?)\b.{0,40}\b(the )?(sentiment|language|intent|category|topic|emotion|tone|polarity|priority|urgency|label|class)\b/],
  // One may tell of a topic, too.
  ['classification', 'explicit', /^tells?( me)? (me )?(the|its|their|this|which|what)\b.{0,20}\b(sentiment|language|intent|category|topic|emotion|tone|polarity|priority|urgency|label|class)\b/],
  ['translation', 'explicit', new RegExp(String.raw`^translates?\b.{0,160}\b(?:in)?to\b.{0,40}(?:\b(?:${LANGUAGES}|languages?|locale)\b|[…{<$%])`)],
  ['translation', 'hint', /^translates?\b/],
  ['extraction', 'explicit', /^(extracts?|pulls? out)\b.*(\b(from|as|in|into)\b|:)/],
  ['extraction', 'hint', /^(extracts?|pulls? out|parses?|finds? all|lists? all)\b/],
  ['summary', 'explicit', /^(summari[sz]es?|condenses?|shortens?)\b.{0,160}\b(in|into|to|within|under|at most|no more than|using|max(imum)?( of)?)\b.{0,12}\b(one|two|three|four|five|1|2|3|4|5|a single|a few|\d{1,3} words|short|brief)\b(?! (pages?|sections?|parts?|chapters?))/],
  ['summary', 'explicit', /^(writes?|gives?|provides?|produces?|creates?|generates?|returns?) (an? |me an? )?(very )?(short|brief|concise|one[- ](line|sentence|paragraph)|two[- ]sentence|\w+[- ]sentence) summary\b/],
  ['summary', 'hint', /^(summari[sz]es?)\b/],
  ['scoring', 'explicit', /^(rates?|scores?|grades?)\b.{0,120}\b(from|between|out of|scale|on a)\b.{0,24}\d/],
  ['scoring', 'hint', /^(rates?|scores?|grades?)\b/],
  ['formatting', 'explicit', /^(re-?formats?|converts?|normali[sz]es?|formats?)\b.{0,120}\b(to|into|as|in)\b.{0,30}\b(json|csv|iso|markdown|yaml|xml|table|title case|lower ?case|upper ?case|e\.164|date|format)\b/],
  ['formatting', 'hint', /^((fix(es)?|corrects?) (the |any |all )?(grammar|spelling|punctuation|typos?)|cleans? up|re-?formats?)\b/],
  ['classification', 'hint', /^(an? |the )?[\w -]{0,40}\b(classifier|tagger)\b/],
  ['routing', 'hint', /^(an? |the )?[\w -]{0,40}\b(router|triage \w+)\b/],
  ['translation', 'hint', /^(an? |the )?[\w -]{0,40}\btranslator\b/],
  ['moderation', 'hint', /^(an? |the )?[\w -]{0,40}\bmoderat(or|ion)\b/],
  ['extraction', 'hint', /^(an? |the )?[\w -]{0,40}\b(extractor|extraction)\b/],
  ['summary', 'hint', /^(an? |the )?[\w -]{0,40}\bsummari[sz]er\b/],
];

/** What the answer must look like. Each says at least that nothing but a label is wanted. */
const ANSWERS: readonly Pattern[] = [
  ['yes-no', 'explicit', /\b(answer|respond|reply|return|output|say)\b.{0,60}\b(only|just|exactly|nothing but|either)\b.{0,30}\b(yes|true)\W{1,3}(or|\/)\W{0,3}(no|false)\b/],
  ['yes-no', 'explicit', /\b(yes|true)\W{1,3}or\W{1,3}(no|false)\W{1,3}(only|and nothing else)\b/],
  ['classification', 'explicit', /\b(answer|respond|reply|return|output|print)\b.{0,30}\b(only|just|exactly|nothing but|single)\b.{0,30}\b(label|category|class|intent|sentiment|topic|(category|label|class) name|name of the (category|class|label)|letter|language code)\b/],
  ['classification', 'hint', /\b(answer|respond|reply|return|output)\b.{0,30}\b(only|just|exactly|single)\b.{0,20}\b(one|a single|single) (word|of)\b|\bone of the following (categories|labels|classes|values|options)\b/],
  ['title', 'hint', /\b(answer|respond|reply|return|output)\b.{0,30}\b(only|just|nothing but)\b.{0,20}\b(the )?(title|headline)\b/],
  ['scoring', 'hint', /\b(answer|respond|reply|return|output)\b.{0,30}\b(only|just|nothing but)\b.{0,20}\b(number|score|integer|digit)\b/],
];

const LEAD_INS: readonly RegExp[] = [
  /^(please|now|then|first|next|finally|also|always|only|and|so|task|instructions?|goal|role|question|system|user)\b[:,]?\s+/,
  /^(you|we) ((will|must|should|need to|are to|have to|can|are going to|'ll)|are (tasked|asked|required|responsible|instructed)( with| to| for)?)( be given [^.,;]{0,80}[.,;])?\s+/,
  /^(your|the|my) (only |main |sole |primary )?(task|job|goal|role|objective|responsibility|purpose|duty)( here)?( is| will be)?( to)?:?\s+/,
  /^i (want|need|'d like|would like) you to\s+/,
  /^(can|could|would|will) you( please)?\s+/,
  /^you are an? [^.:;]{0,80}?\b(that|who|which|whose (task|job|role) is to|tasked with|responsible for)\s+/,
  /^you are (an?|the)\s+/,
  /^you\s+/,
  /^(given|based on|using|from|for|considering|after reading) (the|a|an|this|these|each|following)\b[^,:]{0,120}[,:]\s*/,
  /^(read|analy[sz]e|look at|review|consider|examine|inspect) (the|this|a|an|following|each)\b[^,.]{0,80}?(,| and| then| to)( then| to)?\s+/,
  /^(carefully|accurately|quickly|correctly|briefly)\s+/,
];

/** Sentences that tell the model to do something else. Forms of the answer ("respond with …", "return …") are not among them. */
const OTHER_WORK = /^(write (?!(only|just|the answer|your answer|nothing|in |the (result|output)))|draft|compose|explain|describe|answer (the|their|any|all|it|them|questions|user|customer|directly|as )|respond to|help|guide|assist|plan|design|implement|research|debug|search|browse|execute|call (the|a)|use (the|your|available) [\w ]{0,20}tools?|invoke|brainstorm|recommend|suggest|advise|think|solve|create|generate|build|develop|discuss|argue|critique|propose|engage|chat|greet|ask (the|follow|clarifying)|offer|teach|coach|negotiate|roleplay|act as|imagine|continue)\b/;

/** Words after which no prompt is a simple task, wherever they stand. Negated forms ("do not explain") are taken out before. */
const COMPLEX: readonly RegExp[] = [
  /\b(explain|explanation|explaining|justif(y|ication)|rationale|reasoning|reasons? (for|why|behind)|step[- ]by[- ]step|think (carefully|through|about|step|deeply)|chain[- ]of[- ]thought|scratchpad)\b/,
  /\b(in (great |more )?detail|detailed|comprehensive|thorough|in[- ]depth|elaborate|at least \d+ (words|sentences|paragraphs))\b/,
  /\b(tool[- ]?calls?|function[- ]?calls?|available tools?|your tools|call the tools?|use (the|these|your) tools?|agentic|autonomous|multi-?step|sub-?agents?)\b/,
  /\b(essay|poem|story|stories|novel|lyrics|blog ?post|article about|report on|cover letter|script for|lesson plan|creative)\b/,
  /\b(source code|codebase|coding|programming|pull requests?|code review|stack ?trace|sql|regex|regular expression|unit tests?|python|javascript|typescript|refactor|compiler|algorithm|shell commands?|diffs?)\b/,
  /\b(medical|diagnos\w+|clinical|patients?|legal|lawsuit|contracts?|compliance|vulnerabilit\w+|security (review|audit)|proofs?|theorem|math\w*|equations?|scientific|financial advice)\b/,
  // Where a label stands for a judgement that takes knowledge or thought.
  /\b(code snippets?|snippets|(the|this|following|generated) code|react|html|css|components?|workflows?|money laundering|fraud\w*|tumou?rs?|patholog\w*|nurses?|physicians?|malignant|attorneys?|treat(y|ies)|litigation|forensic\w*|chess|puzzles?|riddles?|exams?|multiple[- ]choice|physics|chemistry|biology|graduate|olympiad|diplomat\w*|negotiat\w*|share price|invest(ors?|ments?|ing)|misinformation|disinformation|defendants?|plaintiffs?|precedents?|mergers?)\b|\bpredicts?\b.*\b(will|future)\b|\b(taking|takes?) [\w ]{1,40} into account\b/,
  /\b(impl(y|ies|ied|icit\w*)|infer(s|red|ring|ence\w*)?|deduc\w+|hidden (motives?|meaning|agenda)|credib\w*|persuasive\w*|arguments?|logical(ly)?|premises?|dissent\w*|word ?play|puns?|rhymes?|rhythm|author's voice|root[- ]causes?|correct (option|answer|choice)|best answer|semantic(ally)? equivalen\w*|evaluat\w+ (how|the (quality|strength|merit)))\b/,
  /\bwith (an? |your |the |supporting |direct )?(quotations?|quotes|evidence|citations?|feedback|comments|suggestions)\b/,
  /\b(weakness(es)?|limitations|critically|critique|trade-?offs|implications|scholarly|research papers?|methodology)\b|\bfor (an? |the )?(specialist|expert|researcher|scientist)s?\b/,
  /\b(hallucinat\w*|faithful\w*|grounded(ness)?|factual\w*|fact-?check\w*|verdict|correctness|ground truth|reference answer|adversarial|jailbreak\w*|prompt injection|impartial|judge)\b/,
  /(\b(and|then|plus|or),?|,) (then |also |finally |if \w+,? )*(write|draft|reply to|respond to|answer (the|their|any|it|with an?)|explain|compose|generate|create|suggest|recommend|propose|implement|fix|plan|decide|act on|handle|resolve|solve|evaluate|assess|compare|rank|order (them|the)|prioriti[sz]e|re-?write|rephrase|paraphrase|predict|forecast|infer|deduce|estimate|analy[sz]e|interpret|say (which|who|why|how)|tell (me |us )?(why|how|who)|what (it|this|that|they) (means?|impl\w+)|produce (its|the) arguments)\b(?! (me |an? |the )?([\w-]+[ ,]+){0,4}(title|headline|summary|label|json|name))/,
  /\byou are an? [^.]{0,60}\b(agent|chat ?bot|companion|tutor|coach|copilot|engineer|developer|programmer|lawyer|doctor|physician|consultant)\b(?![^.]{0,60}\b(classif|categor|rout|triag|extract|translat|summar))/,
];

const MANY = /\b(each|every|all) (of )?(the |these |those |following )|\bfor (each|every)\b|\b(these|following|multiple|several|list of|batch of|array of) \w*(tickets|messages|emails|reviews|comments|texts|items|documents|questions|sentences|titles|posts|rows|records|entries|articles|transactions|products|queries|pairs)\b/;

/** Objects of the told verb in the plural, with an article: "the expenses below". Without one it says what the work is in general ("you classify emails into …"). */
const SEVERAL_OBJECTS = /^\w+( (the|a) (sentiment|language|intent|category|topic|emotion|tone|priority|urgency|label) of)? (the|my|our)( (?!into|as|in|to|by|of|from|with|for|based|using|and|or)[\w'-]+){0,2}? (?!news\b|series\b)[a-z]{2,}[^suia\W]s\b|^\w+ (these|those|them)\b|\b(each|every)\b|\ball ([\w-]+ ){0,2}?[a-z]{2,}[^suia\W]s\b/;

/** Said anywhere: the answer has a part for each of several things. */
const PER_ITEM = /\b(one|an?|each|\d+) ([\w-]+ ){0,3}per (?!cent\b|se\b)\w|\b(one|an?|each) ([\w-]+ ){0,2}on (each|every|its own) line\b|\b(array|list|table|lines) of (the )?(\w+ )?(labels|categories|classes|scores|titles|answers|results|objects)\b|\b(?<unit>[a-z]{3,}) by \k<unit>\b|\bmapping of \w|\bcsv\b|\b(reviews|tickets|messages|emails|comments|texts|items|documents|sentences|rows|entries|records) separated by\b/;

/**
 * A second verb after the one that was told: "classify the ticket and estimate the effort". Whatever stands between a conjunction and an article is one, but for the words that go on with the
 * sentence, and those that say what the answer looks like.
 */
const SECOND_WORK = /(?:\b(?:and|then)|,)(?: (?:and|then|also))* (?!(?:and|then|also|or|but|nor|so|if|whether|when|where|while|which|who|whose|that|as|at|by|for|from|in|into|of|on|to|with|without|within|under|per|than|like|such|given|is|are|was|has|have|be|do|does|not|no|only|just|both|all|either|its|their|his|this|these|those|the|an?|return|respond|reply|answer|output|print|give|provide|use|include|keep|set|put|write|say|state|\w+(?:ing|ed|ly)) )[a-z]{3,} (?:the|an?|it|its|them|their|each|any|all|which|how|what|why|him|her|this|that|these|those|my|our|your|along|up|out|on|off|over)\b/;

/** What is converted into one of these is made anew. */
const MADE = /\b(plans?|strateg(y|ies)|roadmap|proposal|report|tests?|test cases|configuration|design|presentation|slides|machine|diagram|graph|program)\b/;

/** A label, and something else that is no label. */
const MORE_THAN_A_LABEL = /\b(sentiment|language|intent|category|topic|emotion|tone|priority|urgency)\b.*\band (the|its|their) (?!(main |overall )?(sentiment|language|intent|category|sub-?category|topic|emotion|tone|priority|urgency|label|confidence|score|polarity|severity)\b)\w/;

/** Several titles, or a title and something else: "a title, a summary and tags", "ten title ideas". */
const MORE_THAN_A_TITLE = /\b(title|headline|subject line|name|heading),? (and|plus) (?!nothing|only|return|reply|respond|answer|output|print|no |not |keep|do |use |it |make |put |write (it|only))\w|\b(title|headline|subject line|name|heading) (ideas|options|variants|alternatives|suggestions|candidates)\b|\b(title|headline|subject line|name|heading)\b.*(,| and| plus| with) (also )?(an?|its|the|up to|some|several|\d+|two|three|four|five|six|ten) (?!max|min|limit|length|words?\b|char|few words|single|same|following|user|nothing)/;

const STRUCTURED = /\bjson\b|\bxml\b|\byaml\b|\bkeys?\b|\bfields?\b|\bschema\b|"\w+"\s*:/;

const NEGATED = /\b(do not|don't|don’t|never|no|not|without( any)?|avoid|nor|or) (\w+ ){0,3}?(explain\w*|explanations?|reasoning|justif\w*|rationale|elaborate|commentary|detail(ed)?|preamble|reasons?|code|markdown|infer\w*|evidence|comments?)\b/g;

/** What may depend on the answer: "if it is a complaint, propose …". */
const CONDITION = /^(if|when|where|otherwise|unless)\b[^,]{0,80},\s*(then |please )?/;

const SURFACE = /\b(is|are|does|do|has|have|did|if|whether|indicate)\b.{0,120}\b(spam|toxic|offensive|harmful|inappropriate|nsfw|profan\w+|about|mentions?|mentioned|contains?|relevan(t|ce)|related|asks? for|asking|requests?|in (english|another language)|(is|are) (this|it|the \w+) an? (question|complaint|invoice|greeting|receipt|reply|duplicate)|urgent|empty|the same (topic|person|company|product))\b/;

/** Reads known text; holes stand in it as `…`. Remembers what it read lately: while a file is edited, its prompts are asked for after every key. */
export const readInstructions: (text: string) => Reading = rememberByContent(300, readAnew);

function readAnew(text: string): Reading {
  const cut = text.length > HEAD_CHARACTERS + TAIL_CHARACTERS ? `${text.slice(0, HEAD_CHARACTERS)}\n${text.slice(-TAIL_CHARACTERS)}` : text;
  const signs: Sign[] = [];
  let other = 0;
  let complex = 0;
  let volume: Reading['volume'] = 'one';
  let answer: Reading['answer'] = 'free';
  let surface = false;
  for (const { words, from } of sentencesOf(cut)) {
    const lower = words.toLowerCase().replace(/[’‘]/g, "'").replace(TAG, ' ').replace(NEGATED, ' ');
    if (COMPLEX.some((pattern) => pattern.test(lower))) complex++;
    if (STRUCTURED.test(lower)) answer = 'structured';
    if (SURFACE.test(lower)) surface = true;
    if (PER_ITEM.test(lower)) volume = 'many';
    const head = withoutLeadIn(lower);
    const told = IMPERATIVES.find(([, , pattern]) => pattern.test(head));
    const nearEnd = from < TASK_CHARACTERS || cut.length - from < TASK_CHARACTERS;
    if (told !== undefined && nearEnd) {
      signs.push({ kind: told[0], strength: told[1], source: 'prompt', words: shorten(words) });
      if (MANY.test(lower) || SEVERAL_OBJECTS.test(head)) volume = 'many';
      if (SECOND_WORK.test(head)) other++;
      if ((told[0] === 'title' && MORE_THAN_A_TITLE.test(head)) || (told[0] === 'formatting' && MADE.test(head)) || (told[0] === 'classification' && MORE_THAN_A_LABEL.test(head))) other++;
    } else if (OTHER_WORK.test(head.replace(CONDITION, ''))) {
      other++;
    }
    const form = ANSWERS.find(([, , pattern]) => pattern.test(lower));
    if (form !== undefined) signs.push({ kind: form[0], strength: form[1], source: 'answer', words: shorten(words) });
  }
  const verdict = complex > 0 || other > 2 ? 'complex' : other > 0 ? 'mixed' : 'plain';
  return { verdict, volume, answer, surface, signs };
}

function withoutLeadIn(sentence: string): string {
  let head = sentence;
  for (let round = 0; round < 5; round++) {
    const before = head;
    for (const leadIn of LEAD_INS) head = head.replace(leadIn, '');
    if (head === before) break;
  }
  return head;
}

/** Sentences and lines, without list marks, quotes and headings; `from` is the offset in the text. */
function sentencesOf(text: string): readonly { readonly words: string; readonly from: number }[] {
  const sentences: { words: string; from: number }[] = [];
  let start = 0;
  const push = (end: number): void => {
    const words = text
      .slice(start, Math.min(end, start + SENTENCE_CHARACTERS))
      .replace(/^[\s\-*#>•"'`(\d.)]+/, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (words.length > 2) sentences.push({ words, from: start });
    start = end;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text[i]!;
    if (code === '\n') {
      // A line that goes on in lower case is the same sentence, wrapped.
      if (!/^\n[ \t]*[a-z]/.test(text.slice(i, i + 60)) || i - start > SENTENCE_CHARACTERS) push(i + 1);
    } else if ((code === '.' || code === '!' || code === '?' || code === ';') && /\s/.test(text[i + 1] ?? ' ')) {
      push(i + 1);
    }
  }
  push(text.length);
  return sentences;
}

function shorten(words: string): string {
  const flat = words.replace(/\s+/g, ' ').trim();
  if (flat.length <= 60) return flat.replace(/[.,;:]$/, '');
  const cut = flat.slice(0, 57);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 30))} …`;
}
