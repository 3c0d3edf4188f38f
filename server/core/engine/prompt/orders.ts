/**
 * What an English order asks for, as its verb and the head of what it names: "generate a concise, five-word title for the chat" makes a title however it is put. Patterns see one clause from
 * its verb on, in lower case.
 */
import type { Task } from '../../model/rule.ts';

/** An `explicit` saying is enough by itself. A `role` says what the model is, which counts for nothing where something else is said outright. */
export type Strength = 'explicit' | 'hint' | 'role';

/** A way to say what is to be done, or what the answer looks like. */
export type Pattern = readonly [kind: Task['kind'], strength: Strength, pattern: RegExp];

/** "identify" is also said as "identifies". `_` stands for a space. */
function verbs(words: string): string {
  return words
    .split(' ')
    .map((word) => {
      const [, verb, rest] = /^([a-z-]+)(.*)$/.exec(word.replace(/_/g, ' '))!;
      const form = /[^aeiou]y$/.test(verb!) ? `${verb!.slice(0, -1)}(?:y|ies)` : /(?:s|x|sh|ch)$/.test(verb!) ? `${verb}(?:es)?` : `${verb}s?`;
      return `${form}${rest}`;
    })
    .join('|');
}

const DECIDE = verbs('determine decide identify detect recognise recognize classify categorise categorize predict guess spot label find find_out figure_out work_out state name note tell tell_me say');
const CHOOSE = verbs('choose select pick assign apply');
const GIVE = verbs('give return output provide print respond_with reply_with answer_with');
const MAKE = verbs('generate write create suggest come_up_with produce propose make formulate compose craft find pick give provide return output');
const TAKE = verbs('extract pull pull_out parse copy collect gather capture identify find list get fetch detect recognise recognize read note return output give');
const REWRITE = verbs('rewrite re-write rephrase reformulate re-formulate reword condense convert turn transform make generate create produce write build output give formulate come_up_with');

/** Words that end what a verb names. */
const STOP = 'of|for|from|in|into|as|to|that|which|who|whose|with|without|by|on|at|and|or|but|if|when|where|whether|based|using|about|what|how|why|is|are|was|not|than|then|so';

/** Adjectives that stand in a row. */
const ADJECTIVE = String.raw`short|brief|concise|clear|simple|catchy|descriptive|succinct|meaningful|relevant|specific|single|good|suitable|fitting|informative|engaging|accurate|precise|unique|appropriate|natural|stand-?alone|self-contained|\d[\w-]*`;

/** What stands between a verb and the head of what it names. */
const BEFORE = String.raw`(?:(?:up to|at most|exactly|around) )?(?:(?:${ADJECTIVE}),? (?:and |but |yet |or )?|(?!(?:${STOP})\b)[\w'/().–-]+(?:,(?! (?:an?|the)\b))? ){0,8}?`;

/** The head is the last of its words: "a title page" is no title. */
const AFTER = String.raw`(?![\w-])(?= ?$| ?[^\w\s-]| (?:${STOP}|\w+ing|\w+ed|only|alone|below|here|no|max|maximum|under|within|up|at|best|most|it|this|these|the|you|they|present)\b)`;

/** One of these verbs with one of these things as what it names. */
function asks(doing: string, things: string, then = ''): RegExp {
  return new RegExp(`^(?:${doing}) ${BEFORE}(?:${things})${AFTER}${then}`);
}

/** Into something else than a language people translate what takes more than knowing two: "into user stories", "into a fix". */
const LANGUAGES =
  'english|french|german|spanish|italian|portuguese|dutch|danish|swedish|norwegian|finnish|polish|czech|slovak|hungarian|romanian|bulgarian|greek|turkish|russian|ukrainian|arabic|hebrew|persian|farsi|hindi|' +
  'bengali|urdu|tamil|thai|vietnamese|indonesian|malay|chinese|mandarin|cantonese|japanese|korean|catalan|croatian|serbian|swahili|latin|en|fr|de|es|it|pt|zh|ja|ko|ru';

/** What a text is sorted by, and can be told from its surface. */
const LABEL = '(?:category|categories|label|class|intent|intention|language|locale|dialect|sentiment|polarity|emotion|mood|tone|priority|urgency|gender|genre|topic)(?: (?:name|code|label|tag|id))?';

/** What is given to a text as one of several. */
const CHOICE = '(?:category|categories|label|class|tag|emoji|icon|department|team|queue|priority|urgency|sentiment|genre|intent)(?: (?:name|code|label|tag|id))?';

const TITLE = 'title|headline|subject line|heading|slug|(?:chat|conversation|thread|session|tab|page|document|note|file|branch) ?name|filename';

/** What stands in a text, and is taken out as it is written. */
export const WRITTEN =
  'names?|dates?|times?|numbers?|amounts?|totals?|prices?|quantit(?:y|ies)|units?|currenc(?:y|ies)|references?|e-?mails?|phones?|address(?:es)?|cit(?:y|ies)|countr(?:y|ies)|urls?|links?|brands?|colou?rs?|sizes?|' +
  'materials?|vendors?|merchants?|compan(?:y|ies)|employers?|job titles?|skills|invoice|iban|account|order|sku|titles?|authors?|years?|deadlines?|duration|sender|recipient|salary|tracking|location|ids?|ingredients|' +
  'entit(?:y|ies)|proper nouns|keywords?|key ?(?:words|phrases)|hashtags?|information|info|data|details|fields|values|attributes|properties|metadata|line items|facts|codes?';

/** Things whose form is given: what is put in it is the same thing. */
const FORM = String.raw`(?:json|csv|markdown|yaml|xml)(?: (?:object|format|string|table))?|iso(?: ?8601)?(?: date)?(?: format| code)?|e\.164|[\w -]{0,20}table|dates?|timestamps?|(?:title|sentence|snake|camel|lower|upper)[ -]?case|slugs?|(?:structured )?fields|key[- ]value pairs|digits|numerals|plain text|bullet points|bullets|calendar (?:event|entry)|(?:the )?(?:following )?form(?:at)?`;

/** What a sentence tells the model to do. */
export const ORDERS: readonly Pattern[] = [
  // ---- titles
  // "Return only the title" says what the answer is, or which title of the text it is.
  ['title', 'explicit', asks(`(?!(?:returns?|outputs?|gives?|provides?|finds?|picks?) (?:only |just )?the )(?:${MAKE})`, TITLE)],
  // Said of the work in general: "short, descriptive titles for conversations".
  ['title', 'explicit', new RegExp(String.raw`^(?:${MAKE}) (?!\d+ |a list)(?:(?:${ADJECTIVE}|chat|conversation),? (?:and |but )?)*(?:titles|headlines|names)\b(?: \([^)]{1,40}\))? for (?:[\w']+ ){0,2}(?:chats?|conversations?|sessions?|threads?|notes?|documents?|messages?|tickets?|tabs?)\b`)],
  ['title', 'explicit', /^gives? (it|this|the (chat|conversation|thread|transcript|session|document|message|e-?mail|text|note)) (an? )?([\w-]+ ){0,2}(title|headline|heading|name)\b/],
  ['title', 'explicit', /^(names?|titles?) (an?|the|this|these)? ?(chats?|conversations?|threads?|sessions?)\b/],
  ['title', 'hint', /^(generates?|writes?|creates?|suggests?|comes? up with|gives?|finds?|makes?|proposes?|picks?|produces?)( me| it| (the|this) [\w-]+( [\w-]+)?)? (an?|the) ((?!and\b|or\b|of\b|with\b|for\b|brand\b|product\b|company\b|business\b|domain\b|character\b)[\w-]+[ ,]+){0,3}(name|label|title|headline|heading)\b(?! (and|plus|with)\b)/],
  // ---- a yes or a no
  ['yes-no', 'explicit', /^(answers?|responds?|repl(y|ies)|returns?|outputs?|says?|gives?|provides?)\b.{0,40}\b(yes|true)\W{1,3}or\W{1,3}(no|false)\b/],
  // ---- moderation
  ['moderation', 'explicit', /^(moderates?|flags?)\b.{0,80}\b(content|message|comment|text|post|user|input|review)/],
  ['moderation', 'explicit', /^spam or (not|ham)\b/],
  ['moderation', 'hint', /^(decides?|determines?|checks?|judges?|detects?|tells?( me)?) (if|whether)\b.{0,80}\b(spam|toxic|explicit|vulgar|obscene|harmful|offensive|inappropriate|abusive|nsfw|unsafe|hate speech|violates)/],
  ['moderation', 'hint', /^(is|are|does|do|has)\b.{0,100}\b(spam|toxic|harmful|offensive|inappropriate|explicit|vulgar|obscene|abusive|nsfw|unsafe|hate|harassment|insults?|profan\w+|suitable for (children|kids|all ages|work)|(breaks?|violates?) (the|our|any) ([\w-]+ ){0,2}(rules|guidelines|polic(y|ies)))\b/],
  // ---- routing
  ['routing', 'explicit', /^(routes?|triages?|assigns?|forwards?|directs?|sends?) (the|this|each|every|an?|it|incoming|user|customer|support|questions|queries|messages|requests|tickets|e-?mails)\b.{0,100}\b(to|into|between)\b.{0,80}\b(one of|agents?|teams?|queues?|departments?|handlers?|tools?|specialists?|experts?|workflows?|models?|data ?sources?|following)\b/],
  ['routing', 'explicit', /^(routes?|sends?|directs?|forwards?) (?:(?:an?|the|user|customer|incoming) )*(?:questions?|quer(?:y|ies)|messages?|requests?|tickets?|e-?mails?) to (?:either )?(?:(?:an?|the) )?["'`]?[\w-]+(?: [\w-]+)?["'`]?(?:, ["'`]?[\w-]+(?: [\w-]+)?["'`]?)*,? or\b/],
  ['routing', 'explicit', /^(decides?|determines?|chooses?|selects?|picks?) (which|the (best|right|most (appropriate|suitable|relevant)|correct)) (agent|team|queue|department|handler|tool|specialist|expert|workflow|model|route)\b(?!.{0,40}\b(caused?|broke|failed|(is|was) (to blame|at fault|responsible for the (failure|outage|error))|won|wins|will|performs?|did)\b)/],
  ['routing', 'explicit', /^(decides?|determines?|chooses?|selects?|picks?) (an?|the) ([\w-]+ )?(agent|team|queue|department|handler|specialist|route|workflow)\b.{0,60}\b(handles?|for|answers?|belongs?|responsible)\b/],
  ['routing', 'explicit', /^which (of (these|the following|the) )?(department|team|agent|queue|specialist)s?\b/],
  ['routing', 'hint', /^(triages?|routes?)\b/],
  // ---- labels; "classify the ticket" alone may be one step of something larger: with its choices it is the task
  ['classification', 'explicit', /^(classif(y|ies)|categori[sz]es?|labels?)\b.*\b(into|as|one of|either|according to|which of|labels?|categor(y|ies)|class(es)?|positive|negative|neutral)\b/],
  ['classification', 'explicit', /^(sorts?|buckets?|files?) (the|this|an?|each|incoming|user|support|customer)\b.{0,60}\binto\b.{0,40}\b(one of|categor(y|ies)|class(es)?|buckets?|labels?|groups?|folders?|…|:)/],
  ['classification', 'explicit', /^tags? (the|this|an?) .{0,60}\b(with|as)\b/],
  ['classification', 'explicit', /^(return|answer|output|reply|respond|say)s?( with)? \W[\w -]{1,30}\W if (the|this|it|they|he|she)\b.{0,40}\b(mentions?|asks?|proposes?|contains?|is about|requests?|wants|has|includes?|names?)\b.{0,80}\b(otherwise|else)\b/],
  ['classification', 'explicit', new RegExp(String.raw`^(?:${DECIDE}) (?:which|what) .{0,60}\b(?:belongs?|falls?|fits?|concerns?)(?: (?:to|in|into|under|it|this|the|best))?\b`)],
  ['classification', 'explicit', /^(what|which) (is the )?((natural|human|spoken|programming|main|overall) )?(language|sentiment|intent|category|emotion|mood|genre)( of|( is| are| does| do| best| fits?)*) (this|these|the (following|text|message|user|sentence|snippet|review|comment|query|question|document|e-?mail|ticket|article|conversation|speaker|customer))\b/],
  ['classification', 'explicit', /^(what|which) (of (these|the following) )?([\w-]+ )?(label|category|section|topic|class|folder|bucket|tag|genre|department)s?\b/],
  ['classification', 'explicit', new RegExp(String.raw`^(?:${DECIDE}) how (?:urgent|formal|polite|positive|negative|satisfied|happy|angry)\b`)],
  ['classification', 'explicit', new RegExp(String.raw`^(?:what(?:'s| is)|which) (?:the )?(?:[\w-]+ ){0,3}?${LABEL} (?:(?:of|in|for|expressed (?:in|by)|is) )?["'“(]?(?:this|these|the following|…)`)],
  ['classification', 'explicit', /^(maps?|match(es)?|assigns?|sorts?|puts?) (the|this|each|an?|every|it)\b.{0,60}\b(to|into|in|under) (exactly )?(one|the (best|closest|right|most)|a single|any)\b/],
  ['classification', 'explicit', /^assigns? (one|an?|the|exactly one)\b.{0,30}\bto (this|the|each)\b/],
  ['classification', 'explicit', /^(what( is|'s)|which of (these|the following)) (the )?((main|overall|primary) )?(topics?|subject|category|categories|labels?|classes|intents?)\b/],
  ['classification', 'explicit', new RegExp(String.raw`^(?:${DECIDE}) .{0,60}\b(?:(?:angry|happy|sad|frustrated|satisfied|positive|negative|neutral|formal|informal|male|female)\b.{0,30}\bor\b|spam or ham)`)],
  ['classification', 'explicit', new RegExp(String.raw`^is the ${LABEL} (?:of|in)\b.{0,80}\bor\b`)],
  ['classification', 'explicit', /^is (this|the|it)\b.{0,60}\b(positive|negative|spam|ham|urgent|personal|formal(ly)?|polite(ly)?)\b.{0,40}\bor\b/],
  ['classification', 'explicit', asks(`${DECIDE}|${GIVE}|${CHOOSE}`, LABEL)],
  ['classification', 'explicit', new RegExp(String.raw`^(?:${DECIDE}) (?:which|what) (?:[\w-]+ )?${LABEL}\b`)],
  ['classification', 'explicit', asks(`${CHOOSE}|${GIVE}`, CHOICE)],
  ['classification', 'explicit', asks(CHOOSE, 'tags|labels|categories')],
  ['classification', 'explicit', /^(gives?|rates?|scores?|measures?|estimates?)\b.{0,30}\b(mood|sentiment|emotion|urgency|priority)\b/],
  ['classification', 'explicit', /^(performs?|does|do|carry out|conducts?|runs?) (an? )?(sentiment|intent|language|topic) (analysis|classification|detection|recognition)\b/],
  ['classification', 'hint', asks(verbs('analyze analyse assess'), LABEL)],
  ['classification', 'hint', asks(`${DECIDE}|${CHOOSE}`, 'type')],
  ['classification', 'hint', /^(classif(y|ies)|categori[sz]es?|labels?)\b/],
  // ---- translation
  ['translation', 'explicit', new RegExp(String.raw`^(?:translate|localize|localise)s?\b.{0,160}\b(?:in)?to\b(?:.{0,40}\b(?:${LANGUAGES}|languages?|locale)\b| ["'(]?[…{<$%])`)],
  ['translation', 'explicit', /^transliterates?\b/],
  ['translation', 'explicit', asks(GIVE, `(?:${LANGUAGES}) (?:translation|version)`)],
  ['translation', 'hint', /^translates?\b(?!.{0,160}\binto\b)/],
  // ---- what is taken out of a text
  ['extraction', 'explicit', new RegExp(String.raw`^(?:${verbs('extract pull_out collect gather capture')}) [^.:]{0,160}?\b(?:${WRITTEN})\b`)],
  ['extraction', 'explicit', asks(TAKE, WRITTEN, String.raw`.{0,60}\b(?:from|in|found|mentioned|present|contained)\b`)],
  ['extraction', 'explicit', asks(TAKE, '(?:named )?entit(?:y|ies)|proper nouns')],
  ['extraction', 'explicit', asks(`${TAKE}|${DECIDE}`, 'topics')],
  ['extraction', 'explicit', asks(`${MAKE}|${TAKE}|${CHOOSE}|${DECIDE}|${GIVE}`, 'keywords?|tags|hashtags|(?:country|language|currency|airport|postal|zip) code')],
  ['extraction', 'explicit', /^(extracts?|pulls? out|parses?|collects?|gathers?|captures?)( the following)? (from|out of) (the|this|an?|each|every|user|customer)\b[^:]{0,60}:$/],
  ['extraction', 'explicit', /^(identif(y|ies)|finds?|reads?|notes?) (the )?following (items?|fields?|things|entities|information|details) (from|in|of)\b/],
  ['extraction', 'explicit', /^pulls? (?!request)(the |all |every |his |her )?.{3,120}\b(from|out of)\b/],
  ['extraction', 'explicit', /^(returns?|outputs?|gives?|lists?|provides?|reports?) (me )?(the |its |their )?[\w' -]{2,30}(, [\w' -]{2,30})+,? (and|&) [\w' -]{2,30} (as|in) (an? )?json\b/],
  ['extraction', 'explicit', /^parses? (an?|the|this)( following)? ([\w-]+ )?(address|name|date|phone( number)?|receipt|invoice|resume|cv|e-?mail|order|time|duration|amount|price|signature)\b/],
  ['extraction', 'explicit', /^(extracts?|pulls? out|identif(y|ies)|finds?|lists?|detects?) (all |every |the |any )*[\w, ]{3,80} (mentioned|named|contained|present|that appear) in\b/],
  ['extraction', 'explicit', /^(which|what) (country|city|state|currency|company|brand|product|year|date|day|unit)\b.{0,60}\b(this|these|following|below|the (text|message|e?-?mail|address|sentence|document))\b/],
  ['extraction', 'explicit', /^(performs?|does|do|carry out|conducts?|runs?) (named )?entity (recognition|extraction)\b/],
  ['extraction', 'explicit', /^fills? (in|out) (the |this )?(following |given )?(json|form|template|fields|schema)\b/],
  // What is extracted may have to be thought out: the word alone says little.
  ['extraction', 'role', /^(extracts?|pulls? out|parses?|finds? all|lists? all)\b/],
  // ---- short summaries
  ['summary', 'explicit', /^(summari[sz]es?|condenses?|shortens?)\b.{0,160}\b(in|into|to|within|under|at most|no more than|using|max(imum)?( of)?)\b.{0,12}\b(one|two|three|four|five|1|2|3|4|5|a single|a few|\d{1,3} words|short|brief)\b(?! (pages?|sections?|parts?|chapters?))/],
  ['summary', 'explicit', new RegExp(String.raw`^(?:${MAKE}) (?:me )?(?:an? |the )?(?:very )?(?:short|brief|concise|one[- ](?:line|sentence|paragraph)|two[- ]sentence|[\w-]+[- ]sentence) (?:summary|tl;?dr|recap)\b`)],
  ['summary', 'explicit', new RegExp(String.raw`^(?:${MAKE}) (?:me )?(?:an? |the )?(?:summary|tl;?dr|recap)\b.{0,60}\bin (?:a|one|two|three|1|2|3|a single|at most \d) (?:short )?(?:sentence|line|bullet)`)],
  ['summary', 'explicit', /^tl;?dr\b.{0,40}\b(one|two|1|2|single|sentences?|words?)\b/],
  ['summary', 'explicit', /^(re-?writes?|shortens?|condenses?|trims?|cuts?)\b.{0,80}\b(at most|under|within|max(imum)?( of)?|no more than|less than|fewer than|fits? in(to)?|up to|to) \d{1,3} (characters|chars|words)\b/],
  ['summary', 'explicit', /^(in (one|a single|two) ([\w-]+ )?sentences?,? )(says?|tells?( me)?|states?|describes?) what .{0,60}\b(is about|says)\b/],
  ['summary', 'hint', /^(summari[sz]es?)\b/],
  // ---- scores
  ['scoring', 'explicit', /^(rates?|scores?|grades?)\b.{0,120}\b(from|between|out of|scale|on a)\b.{0,24}\d/],
  ['scoring', 'hint', /^(rates?|scores?|grades?)\b/],
  // ---- the same text in another form
  ['formatting', 'explicit', new RegExp(String.raw`^(?!formats? (?:your|the|its|each|all) (?:(?:final|whole|entire) )?(?:answers?|responses?|outputs?|reply|replies|results?)\b)(?:re-?formats?|converts?|normali[sz]es?|formats?|turns?|transforms?|puts?|parses?|changes?) (?:(?!(?:to|into) ).){0,120}?\b(?:to|into|as|in) ${BEFORE}(?:${FORM})${AFTER}`)],
  ['formatting', 'explicit', /^(re-?writes?|writes?) (the|every|each|all) dates?\b.{0,60}\b(in|as|to)\b/],
  ['formatting', 'explicit', /^translates?\b.{0,80}\b(in)?to\b.{0,20}\b(json|csv|yaml|xml|markdown|plain text)\b/],
  ['formatting', 'explicit', /^(converts?|re-?writes?|changes?|turns?|puts?|corrects?) .{0,60}\b(standard english|grammatical(ly)?( correct)?|correct (grammar|english|spelling))\b/],
  ['formatting', 'explicit', /^(fix(es)?|corrects?|proofreads?( for)?) (the |any |all |only |its |their )*(spelling|grammar|grammatical|punctuation|typos?|capitali[sz]ation)\b/],
  ['formatting', 'explicit', /^(fix(es)?|corrects?) .{0,40}\b(spelling|typos?|ocr|misspellings|mistakes|errors)\b(?! (in|of) (the|this|my|their|his|her) (reasoning|logic|argument|solution|calculation|program|translation)\b)/],
  ['formatting', 'explicit', /^(fix(es)?|repairs?|corrects?) (it|this|the|malformed|invalid|broken)\b.{0,40}\b(json|xml|yaml|csv)\b/],
  ['formatting', 'explicit', asks(verbs('add insert restore'), 'punctuation|capitali[sz]ation|commas|line breaks|paragraph breaks|accents|diacritics')],
  ['formatting', 'explicit', /^(removes?|strips?|deletes?|drops?) .{0,40}\b(markdown|html|formatting|white ?space|punctuation|emojis?|tags|timestamps?|line breaks|duplicates?|stop ?words|filler words)\b/],
  ['formatting', 'explicit', /^(splits?|separates?|divides?) .{0,40}\b(names?|address(es)?|lines?|strings?|dates?|phone numbers?)\b.{0,20}\binto\b/],
  ['formatting', 'explicit', /^(redacts?|masks?|anonymi[sz]es?|removes?|replaces?)\b.{0,80}\b(names?|e-?mail( addresses)?|phone( numbers?)?|pii|personal(ly)?([ -]identif\w+)? (data|information|details))\b/],
  ['formatting', 'explicit', /^(cleans?|tid(y|ies)) up (an?|the|this) ([\w-]+ )?(note|dictation|transcript|transcription|ocr|formatting|punctuation|whitespace)\b/],
  ['formatting', 'explicit', /^normali[sz]es? (an?|the|this|these|all)? ?([\w-]+ ){0,2}(names?|address(es)?|phone( numbers?)?|dates?|urls?|units?|currenc(y|ies)|values?)\b/],
  ['formatting', 'explicit', /^(cleans?( up)? (and|,) )?standardi[sz]es? .{0,40}\b(formats?|names?|titles?|dates?|address(es)?|data|values|units)\b/],
  ['formatting', 'explicit', /^shortens? (an?|the|this) ([\w-]+ )?(name|title|label|headline|string)\b/],
  ['formatting', 'hint', /^((fix(es)?|corrects?) (the |any |all )?(grammar|spelling|punctuation|typos?)|cleans? up|re-?formats?)\b/],
  // ---- what is searched for
  ['query-rewrite', 'explicit', asks(REWRITE, '(?:stand-?alone|search|search engine|self-contained|keyword|retrieval|web|web search|google) (?:query|question|string)', '(?! (?:plan|language|strategy))')],
  ['query-rewrite', 'explicit', new RegExp(String.raw`^(?:${REWRITE})\b.{0,140}\b(?:stand-?alone|search|self-contained|keyword|retrieval|web search|vector[- ]?(?:store|db|database|search))(?: engine)? (?:query|question|string)\b(?! (?:plan|language|strategy))`)],
  ['query-rewrite', 'explicit', new RegExp(String.raw`^(?:${REWRITE}) (?:an?|the|one) (?:[\w-]+ ){0,3}(?:query|question)\b(?! (?:plan|language|strategy)).{0,80}\b(?:search|vector|retriev\w*|google|bing)`)],
  ['query-rewrite', 'explicit', /^(re-?writes?|rephrases?|re-?formulates?|rewords?)\b.{0,100}\b(question|query|message|input)\b.{0,60}\b(on its own|search engine|without (the )?([\w-]+ )?(context|history|conversation|chat|rest)|self-contained|stand-?alone)\b/],
  ['query-rewrite', 'explicit', /^(turns?|converts?|re-?writes?|transforms?) (the |user |users' )?(questions?|messages?|input)\b.{0,20}\b(in)?to\b.{0,30}\bsearch quer(y|ies)\b(?! (that|which|plan))/],
  // ---- what the model is
  ['classification', 'role', /^(an? |the )?[\w -]{0,40}\b(classifier|categori[sz]er|tagger|(?:classification|categori[sz]ation) \w+|(language|sentiment|spam|intent) (detector|detection \w+|analysis \w+))\b/],
  ['routing', 'role', /^(an? |the )?[\w -]{0,40}\b(router|(triage|routing) \w+)\b/],
  ['translation', 'role', /^(an? |the )?[\w -]{0,40}\b(translator|translation \w+)\b/],
  ['moderation', 'role', /^(an? |the )?[\w -]{0,40}\bmoderat(or|ion)\b/],
  ['extraction', 'role', /^(an? |the )?[\w -]{0,40}\b(extractor|extraction)\b/],
  ['summary', 'role', /^(an? |the )?[\w -]{0,40}\bsummari[sz]er\b/],
];

/** What the model is said to be, in front of what it does. */
export const ROLE = /^you are (an?|the) [^.,:;]{0,80}?(?=\b(that|who|which|whose|tasked|responsible|specialized)\b|[.,:;]|$)/;

export const YOU_ARE = /^you are (an?|the) /;
