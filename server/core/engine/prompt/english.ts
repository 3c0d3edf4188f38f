/** What English prompts say of simple work, of what its answer looks like, and of work that is not simple. Patterns see one sentence, in lower case where nothing else is said. */
import type { Task } from '../../model/rule.ts';

/** A way to say what is to be done, or what the answer looks like. An `explicit` one is enough by itself. */
export type Pattern = readonly [kind: Task['kind'], strength: 'explicit' | 'hint', pattern: RegExp];

/** What is filled in where a template is not known to be one: its name is no word of the sentence. */
export const TAG = /\{\{[^{}]{1,60}\}\}/g;

/** Into something else than a language people translate what takes more than knowing two: "into user stories", "into a fix". */
const LANGUAGES =
  'english|french|german|spanish|italian|portuguese|dutch|danish|swedish|norwegian|finnish|polish|czech|slovak|hungarian|romanian|bulgarian|greek|turkish|russian|ukrainian|arabic|hebrew|persian|farsi|hindi|' +
  'bengali|urdu|tamil|thai|vietnamese|indonesian|malay|chinese|mandarin|cantonese|japanese|korean|catalan|croatian|serbian|swahili|latin|en|fr|de|es|it|pt|zh|ja|ko|ru';

/** What a sentence tells the model to do, by its head. Lead-ins such as "Your task is to" are cut off before. */
export const IMPERATIVES: readonly Pattern[] = [
  ['title', 'explicit', /^(generates?|writes?|creates?|suggests?|comes? up with|produces?|gives?|provides?|returns?)( me)?( only)? (an? |the )?((very )?(short|concise|brief|descriptive|catchy|clear|\d+(?: ?(?:-|–|to) ?\d+)?[- ]?\w*)[ ,]+(and )?){1,4}(chat |conversation |thread |session )?(title|headline|subject line|name|heading|file ?name)\b/],
  ['title', 'explicit', /^(generates?|writes?|creates?|suggests?|comes? up with|produces?)( me)? (an? |the )?(chat |conversation |thread |session )?(title|headline|subject line) (for|of|that|to|based|in|with|from)\b/],
  ['title', 'explicit', /^(generates?|writes?|creates?|suggests?|comes? up with|produces?|gives?|provides?|proposes?|finds?|makes?)( me| it| this| them| the \w+)? (an? |the )?((very )?(short|concise|brief|good|fitting) )?(chat|conversation|thread|session|tab|page|document|note|e-?mail) (title|headline|subject( line)?|name)\b/],
  ['title', 'hint', /^(generates?|writes?|creates?|suggests?|comes? up with|gives?|finds?|makes?|proposes?|picks?|produces?)( me| it| (the|this) [\w-]+( [\w-]+)?)? (an?|the) ((?!and\b|or\b|of\b|with\b|for\b|brand\b|product\b|company\b|business\b|domain\b|character\b)[\w-]+[ ,]+){0,3}(name|label|title|headline|heading)\b(?! (and|plus|with)\b)/],
  ['title', 'explicit', /^gives? (it|this|the (chat|conversation|thread|transcript|session|document|message|e-?mail|text|note)) (an? )?([\w-]+ ){0,2}(title|headline|heading|name)\b/],
  ['title', 'explicit', /^(names?|titles?) (an?|the|this|these)? ?(chats?|conversations?|threads?|sessions?)\b/],
  ['yes-no', 'explicit', /^(answers?|responds?|repl(y|ies)|returns?|outputs?|says?|gives?|provides?)\b.{0,40}\b(yes|true)\W{1,3}or\W{1,3}(no|false)\b/],
  ['moderation', 'explicit', /^(moderates?|flags?)\b.{0,80}\b(content|message|comment|text|post|user|input|review)/],
  ['moderation', 'hint', /^(decides?|determines?|checks?|judges?|detects?|tells?( me)?) (if|whether)\b.{0,80}\b(spam|toxic|explicit|vulgar|obscene|harmful|offensive|inappropriate|abusive|nsfw|unsafe|hate speech|violates)/],
  ['moderation', 'explicit', /^spam or (not|ham)\b/],
  ['moderation', 'hint', /^(is|are|does|do|has)\b.{0,100}\b(spam|toxic|harmful|offensive|inappropriate|explicit|vulgar|obscene|abusive|nsfw|unsafe|hate|harassment|insults?|profan\w+|suitable for (children|kids|all ages|work)|(breaks?|violates?) (the|our|any) ([\w-]+ ){0,2}(rules|guidelines|polic(y|ies)))\b/],
  ['routing', 'explicit', /^(routes?|triages?|assigns?|forwards?|directs?) (the|this|each|every|an?|incoming|user|customer|support)\b.{0,100}\b(to|into|between)\b.{0,80}\b(one of|agents?|teams?|queues?|departments?|handlers?|tools?|specialists?|experts?|workflows?|models?|following)/],
  ['routing', 'explicit', /^(decides?|determines?|chooses?|selects?|picks?) (which|the (best|right|most (appropriate|suitable|relevant)|correct)) (agent|team|queue|department|handler|tool|specialist|expert|workflow|model|route)\b(?!.{0,40}\b(caused?|broke|failed|(is|was) (to blame|at fault|responsible for the (failure|outage|error))|won|wins|will|performs?|did)\b)/],
  ['routing', 'explicit', /^(decides?|determines?|chooses?|selects?|picks?) (an?|the) ([\w-]+ )?(agent|team|queue|department|handler|specialist|route|workflow)\b.{0,60}\b(handles?|for|answers?|belongs?|responsible)\b/],
  ['routing', 'explicit', /^which (of (these|the following|the) )?(department|team|agent|queue|specialist)s?\b/],
  ['routing', 'hint', /^triages?\b/],
  // "Classify the ticket" alone may be one step of something larger; with its choices it is the task.
  ['classification', 'explicit', /^(classif(y|ies)|categori[sz]es?|labels?)\b.*\b(into|as|one of|either|according to|which of|labels?|categor(y|ies)|class(es)?|positive|negative|neutral)\b/],
  ['classification', 'explicit', /^(sorts?|buckets?|files?) (the|this|an?|each|incoming|user|support|customer)\b.{0,60}\binto\b.{0,40}\b(one of|categor(y|ies)|class(es)?|buckets?|labels?|groups?|folders?|…|:)/],
  ['classification', 'explicit', /^tags? (the|this|an?) .{0,60}\b(with|as)\b/],
  ['classification', 'explicit', /^(return|answer|output|reply|respond|say)s?( with)? \W[\w -]{1,30}\W if (the|this|it|they|he|she)\b.{0,40}\b(mentions?|asks?|proposes?|contains?|is about|requests?|wants|has|includes?|names?)\b.{0,80}\b(otherwise|else)\b/],
  ['classification', 'explicit', /^(determines?|decides?|identif(y|ies)|says?|tells?( me)?|finds?|works? out) (which|what) .{0,60}\b(belongs?|falls?|fits?|concerns?) (to|in|into|under|it|this|the|best)?\b/],
  ['classification', 'hint', /^(classif(y|ies)|categori[sz]es?|labels?)\b/],
  ['classification', 'explicit', /^(what|which) (is the )?((natural|human|spoken|programming|main|overall) )?(language|sentiment|intent|category|emotion|mood|genre)( of|( is| are| does| do| best| fits?)*) (this|these|the (following|text|message|user|sentence|snippet|review|comment|query|question|document|e-?mail|ticket|article|conversation|speaker|customer))\b/],
  ['classification', 'explicit', /^(what( is|'s)|which of (these|the following)) (the )?((main|overall|primary) )?(topics?|subject|category|categories|labels?|classes|intents?)\b/],
  ['classification', 'explicit', /^(tells?( me)?|decides?|determines?|says?|guess(es)?|identif(y|ies)|detects?) .{0,60}\b(angry|happy|sad|frustrated|satisfied|positive|negative|neutral|formal|informal|male|female|spam|ham)\b.{0,30}\bor\b/],
  ['classification', 'explicit', /^(decides?|determines?|chooses?|selects?|picks?|assigns?|returns?|outputs?) (the |one |exactly one )?(single )?(best|best[- ]fitting|most (suitable|appropriate|fitting|relevant|likely)|right|closest|matching) (\w+ )?(category|label|topic|class|tag|genre)\b/],
  ['classification', 'explicit', /^is (this|the|it)\b.{0,60}\b(positive|negative|spam|ham|urgent|personal|formal(ly)?|polite(ly)?)\b.{0,40}\bor\b/],
  ['classification', 'explicit', /^(gives?|rates?|scores?|measures?|estimates?)\b.{0,30}\b(mood|sentiment|emotion)\b/],
  ['classification', 'hint', /^(decides?|determines?|identif(y|ies)|chooses?|selects?|picks?|assigns?) (which|what|the|one|a) (\w+ ){0,2}(category|label|topic|class|tag|type|genre)\b/],
  ['classification', 'explicit', /^(determines?|identif(y|ies)|detects?|decides?|spots?|recogni[sz]es?|guess(es)?|names?|returns?|outputs?|assigns?|predicts?|labels?)\b.{0,40}\b(the )?(sentiment|language|intent|category|topic|emotion|tone|polarity|priority|urgency|gender|genre|dialect|label|class)\b/],
  // One may tell of a topic, too.
  ['classification', 'explicit', /^tells?( me)? (me )?(the|its|their|this|which|what)\b.{0,20}\b(sentiment|language|intent|category|topic|emotion|tone|polarity|priority|urgency|label|class)\b/],
  ['translation', 'explicit', new RegExp(String.raw`^translates?\b.{0,160}\b(?:in)?to\b.{0,40}(?:\b(?:${LANGUAGES}|languages?|locale)\b|[…{<$%])`)],
  ['translation', 'explicit', /^transliterates?\b/],
  ['translation', 'explicit', new RegExp(String.raw`^(?:gives?|provides?|writes?|returns?|outputs?) (?:me )?(?:the|an?) (?:${LANGUAGES}) (?:translation|version)\b`)],
  ['translation', 'hint', /^translates?\b/],
  ['extraction', 'explicit', /^(extracts?|pulls? out)\b.*(\b(from|as|in|into)\b|:)/],
  ['extraction', 'explicit', /^(extracts?|pulls? out) (all |every |any |each |the )*([\w-]+ ){0,2}(dates?|names?|e-?mails?( addresses)?|phone numbers?|addresses|amounts?|prices?|urls?|links?|numbers?|(named )?entities|keywords?|key ?phrases?|hashtags?|skills)\b/],
  ['extraction', 'explicit', /^pulls? (?!request)(the |all |every |his |her )?.{3,120}\b(from|out of)\b/],
  ['extraction', 'explicit', /^(returns?|outputs?|gives?|lists?|provides?|reports?) (me )?(the |its |their )?[\w' -]{2,30}(, [\w' -]{2,30})+,? (and|&) [\w' -]{2,30} (as|in) (an? )?json\b/],
  ['extraction', 'explicit', /^parses? (an?|the|this) ([\w-]+ )?(address|name|date|phone( number)?|receipt|invoice|resume|cv|e-?mail|order|time|duration|amount|price)\b/],
  ['extraction', 'explicit', /^(extracts?|pulls? out|identif(y|ies)|finds?|lists?|detects?) (all |every |the |any )*[\w, ]{3,80} (mentioned|named|contained|present|that appear) in\b/],
  ['extraction', 'explicit', /^(generates?|suggests?|lists?|gives?|returns?|provides?|assigns?) (me )?(\d+|up to \w+|a few|some|several|three|five|ten|the)?( most| relevant| short| important)* ?(keywords?|tags?|hashtags?)\b/],
  ['extraction', 'explicit', /^(which|what) (country|city|state|currency|company|brand|product|year|date|day|unit)\b.{0,60}\b(this|these|following|below|the (text|message|e?-?mail|address|sentence|document))\b/],
  ['extraction', 'hint', /^(extracts?|pulls? out|parses?|finds? all|lists? all)\b/],
  ['summary', 'explicit', /^(summari[sz]es?|condenses?|shortens?)\b.{0,160}\b(in|into|to|within|under|at most|no more than|using|max(imum)?( of)?)\b.{0,12}\b(one|two|three|four|five|1|2|3|4|5|a single|a few|\d{1,3} words|short|brief)\b(?! (pages?|sections?|parts?|chapters?))/],
  ['summary', 'explicit', /^(writes?|gives?|provides?|produces?|creates?|generates?|returns?) (an? |me an? )?(very )?(short|brief|concise|one[- ](line|sentence|paragraph)|two[- ]sentence|\w+[- ]sentence) summary\b/],
  ['summary', 'explicit', /^tl;?dr\b.{0,40}\b(one|two|1|2|single|sentences?|words?)\b/],
  ['summary', 'explicit', /^(re-?writes?|shortens?|condenses?|trims?|cuts?)\b.{0,80}\b(at most|under|within|max(imum)?( of)?|no more than|less than|fewer than|fits? in(to)?|up to|to) \d{1,3} (characters|chars|words)\b/],
  ['summary', 'explicit', /^(in (one|a single|two) ([\w-]+ )?sentences?,? )(says?|tells?( me)?|states?|describes?) what .{0,60}\b(is about|says)\b/],
  ['summary', 'hint', /^(summari[sz]es?)\b/],
  ['scoring', 'explicit', /^(rates?|scores?|grades?)\b.{0,120}\b(from|between|out of|scale|on a)\b.{0,24}\d/],
  ['scoring', 'hint', /^(rates?|scores?|grades?)\b/],
  ['formatting', 'explicit', /^(re-?formats?|converts?|normali[sz]es?|formats?)\b.{0,120}\b(to|into|as|in)\b.{0,30}\b(json|csv|iso|markdown|yaml|xml|table|title case|lower ?case|upper ?case|e\.164|date|format)\b/],
  ['formatting', 'explicit', /^(converts?|turns?|transforms?|puts?|parses?|changes?)\b.{0,120}\b(to|into|as|in)\b.{0,30}\b(json|csv|iso|markdown|yaml|xml|table|(title|sentence|snake|camel|lower|upper)[ -]?case|e\.164|dates?|timestamps?|slugs?|(structured )?fields|key[- ]value pairs|digits|numerals|plain text|bullet points|bullets)\b/],
  ['formatting', 'explicit', /^(fix(es)?|corrects?|proofreads?( for)?) (the |any |all |only |its |their )*(spelling|grammar|grammatical|punctuation|typos?|capitali[sz]ation)\b/],
  ['formatting', 'explicit', /^(fix(es)?|corrects?) .{0,40}\b(spelling|typos?|ocr|misspellings|mistakes|errors)\b(?! (in|of) (the|this|my|their|his|her) (reasoning|logic|argument|solution|calculation|program|translation)\b)/],
  ['formatting', 'explicit', /^(removes?|strips?|deletes?|drops?) .{0,40}\b(markdown|html|formatting|white ?space|punctuation|emojis?|tags|timestamps?|line breaks|duplicates?|stop ?words|filler words)\b/],
  ['formatting', 'explicit', /^(splits?|separates?|divides?) .{0,40}\b(names?|address(es)?|lines?|strings?|dates?|phone numbers?)\b.{0,20}\binto\b/],
  ['formatting', 'explicit', /^(redacts?|masks?|anonymi[sz]es?|removes?|replaces?)\b.{0,80}\b(names?|e-?mail( addresses)?|phone( numbers?)?|pii|personal (data|information|details))\b/],
  ['formatting', 'explicit', /^(cleans?|tid(y|ies)) up (an?|the|this) ([\w-]+ )?(note|dictation|transcript|transcription|ocr|formatting|punctuation|whitespace)\b/],
  ['formatting', 'explicit', /^normali[sz]es? (an?|the|this|these|all)? ?([\w-]+ ){0,2}(names?|address(es)?|phone( numbers?)?|dates?|urls?|units?|currenc(y|ies)|values?)\b/],
  ['formatting', 'explicit', /^shortens? (an?|the|this) ([\w-]+ )?(name|title|label|headline|string)\b/],
  ['query-rewrite', 'explicit', /^(re-?writes?|rephrases?|re-?formulates?|rewords?|condenses?|converts?|turns?|transforms?|makes?|generates?|creates?|produces?)\b.{0,140}\b(stand-?alone|search|self-contained|keyword|retrieval|web search|vector[- ]?(store|db|database|search))( engine)? (query|question|string)\b(?! (plan|language))/],
  ['query-rewrite', 'explicit', /^(produces?|writes?|generates?|creates?|builds?|outputs?|makes?|gives?|formulates?|comes? up with) (an?|the|one) ((good|short|concise|single|suitable) )*((search|web|keyword)( engine)? (query|string)\b(?! (plan|strategy|language))|query\b.{0,40}\b(search|vector|retriev\w*|google|bing)\b)/],
  ['query-rewrite', 'explicit', /^(re-?writes?|rephrases?|re-?formulates?|rewords?)\b.{0,100}\b(question|query|message|input)\b.{0,60}\b(on its own|search engine|without (the )?([\w-]+ )?(context|history|conversation|chat|rest)|self-contained|stand-?alone)\b/],
  ['formatting', 'hint', /^((fix(es)?|corrects?) (the |any |all )?(grammar|spelling|punctuation|typos?)|cleans? up|re-?formats?)\b/],
  ['classification', 'hint', /^(an? |the )?[\w -]{0,40}\b(classifier|tagger)\b/],
  ['routing', 'hint', /^(an? |the )?[\w -]{0,40}\b(router|triage \w+)\b/],
  ['translation', 'hint', /^(an? |the )?[\w -]{0,40}\btranslator\b/],
  ['moderation', 'hint', /^(an? |the )?[\w -]{0,40}\bmoderat(or|ion)\b/],
  ['extraction', 'hint', /^(an? |the )?[\w -]{0,40}\b(extractor|extraction)\b/],
  ['summary', 'hint', /^(an? |the )?[\w -]{0,40}\bsummari[sz]er\b/],
];

/** What the answer must look like. Each says at least that nothing but a label is wanted. */
export const ANSWERS: readonly Pattern[] = [
  ['yes-no', 'explicit', /\b(answer|respond|reply|return|output|say)\b.{0,60}\b(only|just|exactly|nothing but|either)\b.{0,30}\b(yes|true)\W{1,3}(or|\/)\W{0,3}(no|false)\b/],
  ['yes-no', 'explicit', /\b(yes|true)\W{1,3}or\W{1,3}(no|false)\W{1,3}(only|and nothing else)\b/],
  ['classification', 'explicit', /\b(answer|respond|reply|return|output|print)\b.{0,30}\b(only|just|exactly|nothing but|single)\b.{0,30}\b(label|category|class|intent|sentiment|topic|(category|label|class) name|name of the (category|class|label)|letter|language code)\b/],
  ['yes-no', 'explicit', /(\b(yes ?\/ ?no|y\/n|true ?\/ ?false)\W*$)/],
  ['yes-no', 'explicit', /\b(yes|true)\W.{0,40}\b(otherwise|else)\b.{0,30}\W(no|false)\b/],
  ['yes-no', 'explicit', /\b(answer|respond|reply|return|output|say)\b.{0,20}\b(yes|true|y)\W{1,3}(or|\/)\W{0,3}(no|false|n)\b/],
  ['classification', 'explicit', /\b(answer|respond|reply|return|output|print|give)\b.{0,40}\b(label|category|class|team|department|queue|topic|tag|intent|sentiment|iso[ -]639(-\d)? code|language code|(agent|team|category|language|department)('s)? name|name of the (agent|team|category|label|class|language|department)) (only|and nothing else|alone)\b/],
  ['classification', 'explicit', /^(only|just) (the )?(label|category|class|team|topic|tag|intent|sentiment)\b/],
  ['classification', 'explicit', /(?<!\[ ?)\{\W{0,3}(intent|category|class|sentiment|language|topic)"? ?:/],
  ['classification', 'hint', /\b(answer|reply|respond|return|output|say)\b[^.]{0,20}["'“‘`][\w -]{2,30}["'”’`],? (or|\/) ["'“‘`]/],
  ['classification', 'hint', /\b(choose|pick|select|use)( only| exactly| just)? one (of|from|out of)\b/],
  ['classification', 'hint', /^((possible|allowed|valid|available) )?(categories|labels|classes|intents|topics|options|tags)( are)? ?:|\b(possible|allowed|available) \w+( \w+)?( are)? ?:|\b(out of|from) (this|the|these)( following)? (list|categories|labels|options)\b/],
  ['classification', 'hint', /\b(answer|respond|reply|return|output)\b.{0,30}\b(only|just|exactly|single)\b.{0,20}\b(one|a single|single) (word|of)\b|\bone of the following (categories|labels|classes|values|options)\b/],
  ['title', 'hint', /\b(answer|respond|reply|return|output)\b.{0,30}\b(only|just|nothing but)\b.{0,20}\b(the )?(title|headline)\b/],
  ['moderation', 'hint', /\b(answer|respond|reply|return|output|say)\b.{0,30}\b(allow|block|safe|unsafe|flag|approve|reject|spam|ham)\W{1,3}(or|\/)\W{0,3}(allow|block|safe|unsafe|ok|flag|approve|reject|spam|ham|not)\b/],
  ['classification', 'hint', /\b(answer|respond|reply|return|output)\b.{0,20}\b(one|a single) word\b|^(in )?(just |only |exactly )?one word( only)?\W*$/],
  ['scoring', 'hint', /\b(answer|respond|reply|return|output)\b.{0,30}\b(only|just|nothing but)\b.{0,20}\b(number|score|integer|digit)\b/],
];

/** Without one of these words a sentence says nothing of the answer: most need not be looked at again. */
export const ANSWERING = /answer|respond|reply|return|output|say|print|give|only|just|word|yes|true|\/|possible|categor|label|class|intent|topic|option|tag|choose|pick|select|use|list|otherwise|else|\{/;

export const LEAD_INS: readonly RegExp[] = [
  /^(given|based on|using|from|for) (the|an?|this|these|each|every)( [\w'-]+){1,4}? (?=(pick|choose|select|decide|determine|classify|extract|identify|return|generate|translate|collect|give|list|find|pull|note|output|read|get)\b)/,
  /^(you|we)( will|'ll)? (are |be |get |have been )?(given|provided|shown|presented|sent|receive|get)( with)? [^.,;:]{1,80}[,;] (and )?/,
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
export const OTHER_WORK = /^(write (?!(only|just|the answer|your answer|nothing|in |the (result|output)))|draft|compose|explain|describe|answer (the|their|any|all|it|them|questions|user|customer|directly|as )|respond to|help|guide|assist|plan|design|implement|research|debug|search|browse|execute|call (the|a)|use (the|your|available) [\w ]{0,20}tools?|invoke|brainstorm|recommend|suggest|advise|think|solve|create|generate|build|develop|discuss|argue|critique|propose|engage|chat|greet|ask (the|follow|clarifying)|offer|teach|coach|negotiate|roleplay|act as|imagine|continue)\b/;

/** Fields in which a label stands for a judgement that takes knowledge or thought, and work on code. As one of the labels to choose from they say nothing: "billing, legal or other". */
export const HARD_FIELDS: readonly RegExp[] = [
  /\b(source code|codebase|coding|programming(?! languages?\b)|pull requests?|code review|stack ?trace|sql|cobol|fortran|java|golang|rust|php|perl|ruby|regex|regular expression|unit tests?|python|javascript|typescript|refactor|compiler|algorithm|shell commands?|diffs?)\b/,
  /\b(medical|diagnos\w+|clinical|patients?|legal(?! (suffix|form|entity|name|disclaimer))|lawsuit|contracts?|compliance|vulnerabilit\w+|security (review|audit)|proofs?|theorem|math\w*|equations?|scientific|financial advice)\b/,
  /\b(code snippets?|snippets|(the|this|following|generated) code|react|html(?! tags?)|css|(?<!(its|the|address|into) )components?|workflows?|money laundering|fraud\w*|tumou?rs?|patholog\w*|nurses?|physicians?|malignant|attorneys?|treat(y|ies)|litigation|forensic\w*|chess|puzzles?|riddles?|exams?|multiple[- ]choice|physics|chemistry|biology|graduate|olympiad|diplomat\w*|negotiat\w*|share price|invest(ors?|ments?|ing)|misinformation|disinformation|defendants?|plaintiffs?|precedents?|mergers?)\b|\bpredicts?\b.*\b(will|future)\b|\b(taking|takes?) [\w ]{1,40} into account\b/,
];

/** Words after which no prompt is a simple task, wherever they stand. Negated forms ("do not explain") are taken out before. */
export const COMPLEX: readonly RegExp[] = [
  /\b(explain|explanation|explaining|justif(y|ication)|rationale|reasoning|reasons? (why|behind|for(?! (the |their |his |her |your )?(call|contact|contacting|visit|return|request|inquiry|complaint|cancellation|calling|writing)\b))|step[- ]by[- ]step|think (carefully|through|about|step|deeply)|chain[- ]of[- ]thought|scratchpad)\b/,
  /\b(in (great |more )?detail|detailed|comprehensive|thorough|in[- ]depth|elaborate|at least \d+ (words|sentences|paragraphs))\b/,
  /\b(tool[- ]?calls?|function[- ]?calls?|available tools?|your tools|call the tools?|use (the|these|your) tools?|agentic|autonomous|multi-?step|sub-?agents?)\b/,
  /\b(essay|poem|story|stories|novel|lyrics|(?<!tag (the|this|a) )blog ?post|(?<!\b(is|does|this|the|that) )article about|report on|cover letter|script for|lesson plan|creative)\b/,
  /\b(impl(y|ies|ied|icit\w*)|infer(s|red|ring|ence\w*)?|deduc\w+|hidden (motives?|meaning|agenda)|credib\w*|persuasive\w*|arguments?|logical(ly)?|premises?|dissent\w*|word ?play|puns?|rhymes?|rhythm|author's voice|root[- ]causes?|correct (option|answer|choice)|best answer|semantic(ally)? equivalen\w*|evaluat\w+ (how|the (quality|strength|merit)))\b/,
  /\bwith (an? |your |the |supporting |direct )?(quotations?|quotes|evidence|citations?|feedback|comments|suggestions)\b/,
  /\b(what to do|who is right|should (i|we)|copywriters?|the jokes|sounds? as if|which of the (\w+ )?(patches|answers|responses|candidates|solutions)|(better|best) (patch|response|solution|option|move|choice)|patents?|chapters?|court|taxes|exploitable|treatments?|trial|rubric|weakness(es)?|limitations|critically|critique|trade-?offs|implications|scholarly|research papers?|methodology)\b|\bfor (an? |the )?(specialist|expert|researcher|scientist)s?\b/,
  /\b((act|acts|speak|speaks|work|works|run|runs|go|goes) next|(is|are|was) (in)?(correct|accurate|valid)|next (speaker|agent|worker|action|step|move)|hallucinat\w*|faithful\w*|grounded(ness)?|factual\w*|fact-?check\w*|verdict|correctness|ground truth|reference answer|adversarial|jailbreak\w*|prompt injection|impartial|judge)\b/,
  /\byou are an? [^.]{0,60}\b(agent|chat ?bot|companion|tutor|coach|copilot|engineer|developer|programmer|lawyer|doctor|physician|consultant)\b(?![^.]{0,60}\b(classif|categor|rout|triag|extract|translat|summar))/,
];

export const MANY = /\b(each|every|all) (of )?(the |these |those |following )|\bfor (each|every)\b(?! (incoming|new|given|single) (message|ticket|e?-?mail|request|input|query|question|call|post|comment|document)\b)|\b(these|following|multiple|several|list of|batch of|array of) \w*(tickets|messages|emails|reviews|comments|texts|items|documents|questions|sentences|titles|posts|rows|records|entries|articles|transactions|products|queries|pairs)\b/;

/** Objects of the told verb in the plural, with an article: "the expenses below". Without one it says what the work is in general ("you classify emails into …"). */
export const SEVERAL_OBJECTS = /^\w+( (the|a) (sentiment|language|intent|category|topic|emotion|tone|priority|urgency|label) of)? (the|my|our)( (?!into|as|in|to|by|of|from|with|for|based|using|and|or)[\w'-]+){0,2}? (?!news\b|series\b)[a-z]{2,}[^suia\W]s\b|^\w+ (these|those|them)\b|\b(each|every)\b(?! (incoming|new)\b)|\ball ([\w-]+ ){0,2}?[a-z]{2,}[^suia\W]s\b/;

/** Said anywhere: the answer has a part for each of several things. */
export const PER_ITEM = /\b(one|an?|each|\d+) ([\w-]+ ){0,3}per (?!cent\b|se\b)\w|\b(one|an?|each) ([\w-]+ ){0,2}on (each|every|its own) line\b|\b(array|list|table|lines) of (the )?(\w+ )?(labels|categories|classes|scores|titles|answers|results|objects)\b|\b(?<unit>[a-z]{3,}) by \k<unit>\b|\bmapping of \w|\bcsv\b|\b(reviews|tickets|messages|emails|comments|texts|items|documents|sentences|rows|entries|records) separated by\b/;

/**
 * A second verb after the one that was told: "classify the ticket and estimate the effort". Whatever stands between a conjunction and an article is one, but for the words that go on with the
 * sentence, and those that say what the answer looks like.
 */
export const SECOND_WORK = /(?:\b(?:and|then)|,)(?: (?:and|then|also))* (?!(?:and|then|also|or|but|nor|so|if|whether|when|where|while|which|who|whose|that|as|at|by|for|from|in|into|of|on|to|with|without|within|under|per|than|like|such|given|is|are|was|has|have|be|do|does|not|no|only|just|both|all|either|its|their|his|this|these|those|the|an?|return|respond|reply|answer|output|print|give|provide|use|include|keep|set|put|write|say|state|one|each|normali[sz]e|convert|format|trim|strip|remove|sort|mark|preserve|\w+(?:ing|ed|ly)) )[a-z]{3,} (?:the|an?|it|its|them|their|each|any|all|which|how|what|why|him|her|this|that|these|those|my|our|your|along|up|out|on|off|over)\b/;

/** A verb of other work behind the one that was told. */
export const OTHER_VERB = /(\b(and|then|plus|or),?|,) (then |also |finally |if \w+,? )*(write|draft|reply to|respond to|answer (the|their|any|it|with an?)|explain|compose|generate|create|suggest|recommend|propose|implement|fix(?! (capital|spelling|grammar|typos?|punctuation|casing|formatting|whitespace))|plan|decide|act on|handle|resolve|solve|evaluate|assess|compare|rank|order (them|the)|prioriti[sz]e|re-?write|rephrase|paraphrase|predict|forecast|infer|deduce|estimate|analy[sz]e|synthesi[sz]e|reconcile|interpret|say (which|who|why|how)|tell (me |us )?(why|how|who)|what (it|this|that|they) (means?|impl\w+)|produce (its|the) arguments)\b(?! (me |an? |the )?([\w-]+[ ,]+){0,4}(title|headline|summary|label|json|name))/;

/** What is converted into one of these is made anew. */
export const MADE = /\b(plans?|strateg(y|ies)|roadmap|proposal|report|tests?|test cases|configuration|design|presentation|slides|machine|diagram|graph|program)\b/;

/** What is extracted, and takes a judgement of its own to find. */
export const MORE_THAN_WRITTEN = /\b(insights?|recommendations?|lessons|strateg\w+|takeaways|findings|themes|requirements|risks|assumptions|decisions|opinions?|claims|beliefs|intentions?|motives?|ontolog\w*|taxonom\w*|knowledge graph|architecture|logic|concepts|relations(hips)?|constraints|causes?|structure of)\b/;

/** A label, and something else that is no label. */
export const MORE_THAN_A_LABEL = /\b(sentiment|language|intent|category|topic|emotion|tone|priority|urgency)\b.*\band (the|its|their) (?!(main |overall )?(sentiment|language|intent|category|sub-?category|topic|emotion|tone|priority|urgency|label|confidence|score|polarity|severity)\b)\w/;

/** Several titles, or a title and something else: "a title, a summary and tags", "ten title ideas". */
export const MORE_THAN_A_TITLE = /\b(title|headline|subject line|name|heading),? (and|plus) (?!nothing|only|return|reply|respond|answer|output|print|no |not |keep|do |use |it |make |put |write (it|only))\w|\b(title|headline|subject line|name|heading) (ideas|options|variants|alternatives|suggestions|candidates)\b|\b(title|headline|subject line|name|heading)\b.*(,| and| plus| with) (also )?(an?|its|the|up to|some|several|\d+|two|three|four|five|six|ten) (?!emoji|max|min|limit|length|words?\b|char|few words|single|same|following|user|nothing)/;

export const STRUCTURED = /\bjson\b|\bxml\b|\byaml\b|\bkeys\b|\bfields?\b|\bschema\b|"\w+"\s*:/;

export const NEGATED = /\b(do not|don't|don’t|never|no|not|without( any)?|avoid|nor|or) (\w+ ){0,3}?(explain\w*|explanations?|reasoning|justif\w*|rationale|elaborate|commentary|detail(ed)?|preamble|reasons?|code|markdown|infer\w*|evidence|comments?)\b/g;

/** What may depend on the answer: "if it is a complaint, propose …". */
export const CONDITION = /^(if|when|where|otherwise|unless)\b[^,]{0,80},\s*(then |please )?/;

export const SURFACE = /\b(is|are|does|do|has|have|did|if|whether|indicate)\b.{0,120}\b(spam|toxic|offensive|harmful|inappropriate|nsfw|profan\w+|about|mentions?|mentioned|contains?|relevan(t|ce)|related|asks? for|asking|requests?|in (english|another language)|(is|are) (this|it|the [\w ]{1,25}) an? (question|complaint|invoice|greeting|receipt|reply|duplicate)|urgent|empty|(needs?|requires?|expects?) an? (reply|response|answer)|personal (data|information)|pii|suitable for (children|kids|all ages|work)|(breaks?|violates?) (the|our|any) ([\w-]+ ){0,2}(rules|guidelines|polic(y|ies))|the same (topic|person|company|product))\b/;


/** What is translated, and asks for more than knowing two languages. */
export const MORE_THAN_WORDS = /\b(marketing|campaigns?|slogans?|taglines?|humou?r\w*|literary|literature|books?|manuscripts?|speech(es)?|poetry|scripture|song)\b/;

/** A feeling told by its poles, in the many languages that have these words. */
export const POLARITY = /(?<!\p{L})positi[vf]\p{L}*["'”)]?(,| ?[/|]| (or|oder|ou|o|u|of|или)(?!\p{L})).{0,30}?(?<!\p{L})negati[vf]|(?<!\p{L})negati[vf]\p{L}*["'”)]?(,| ?[/|]| (or|oder|ou|o|u|of|или)(?!\p{L})).{0,30}?(?<!\p{L})positi[vf]/u;

/** Verbs that judge anything. Beside the poles of a feeling they name that and no more. */
export const JUDGING = /(?<!\p{L})(bewerte\p{L}*|beurteile\p{L}*|évalue\p{L}*|eval[uú]a\p{L}*|avali\p{L}*|valuta\p{L}*|analy[sz]\p{L}*|analis\p{L}*|оцени\p{L}*)/gu;

/** Said of the answer: nothing but one short thing. It says something beside a choice, and nothing alone. */
export const TERSE =
  /\b(one|a single|that one|this one|single) word\b|\b(just|only|nothing but|exactly) (the|that|its|one) (\w+ )?(word|label|category|class|name|code|value|option|choice|number|type|topic|tag|icon|team|answer)\b|\b(word|label|category|class|name|code|value|option|type|topic|tag|team)s? (only|alone)\b|\band nothing (else|more)\b|\bno (explanations?|other (text|words)|extra (text|words)|comments?|preamble)\b/;

/** A length of few words. */
export const FEW_WORDS = /\b((max(imum)?\.?( of)?|at most|no more than|up to|under|within) ([2-9]|1[0-2]|two|three|four|five|six|seven|eight|nine|ten)|([2-9]|1[0-2]|two|three|four|five|six|seven|eight|nine|ten)( ?(-|–|to) ?\d+)?) words?\b/;

/** What chooses among what is listed. */
export const CHOOSING = /\b(say|tell|decide|determine|choose|pick|select|answer|reply|respond|output|return|which|whether|what|is it|is this|assign|label|sort|put|mark|map|match|possible|available|allowed|options|choices)\b/;

/** As alternatives these are the outcome of a judgement, or say nothing: letters, numbers. */
export const VERDICTS = /\b(supported|refuted|unsupported|correct|incorrect|right|wrong|valid|invalid|true|false|buy|sell|hold|accept\w*|reject\w*|counter|approve\w*|pass(ed)?|fail(ed)?|win|lose|draw|guilty|better|worse|equal|tie|credit|likely|unlikely|agree|disagree|contradict\w*|entail\w*|relevant|low|medium|high|severe|mild|beginner|expert)\b|^(.|\d+)$/;

/** Things that stand in a text to be taken out. */
export const WRITTEN_DOWN = /\b(names?|dates?|times?|numbers?|amounts?|totals?|prices?|quantit(y|ies)|units?|currenc(y|ies)|references?|e-?mails?|phones?|addresses|address|cit(y|ies)|countr(y|ies)|urls?|links?|brands?|colou?rs?|sizes?|materials?|vendors?|merchants?|compan(y|ies)|employers?|job titles?|skills|invoice|iban|account|order|sku|titles?|authors?|years?|deadline|duration|sender|recipient|salary|tracking|tax|location|ids?)\b/g;

/** A text that is given. */
export const GIVEN_TEXT = /\b(the|this|an?|each|following) ([\w-]+ ){0,2}(text|message|e?-?mail|document|receipt|invoice|transcript|letter|form|page|resume|cv|note|description|confirmation|ad|advert|listing|post|article|conversation|call|order|caption|bill|statement|citation|review|ticket|label)\b|\bbelow\b/;

/** Verbs of taking out, which are used of other things too. */
export const TAKING = /^(gets?|fetch(es)?|finds?|reads?( out)?|grabs?|lists?|notes?|records?|captures?|collects?|fills?( in| out)?|returns?|gives?|outputs?|takes?|picks? out|looks? (for|up)|provides?)\b/;

/** A run of labels behind what announces them. */
export const LABELS = /([:：]|\b(?:areas?|categor(?:y|ies)|types?|kinds?|class(?:es)?|labels?|topics?|departments?|teams?|sections?|folders?|genres?|tags?)(?: [\w']+){0,3} \(|\b(?:one of|whether it is|if it is|is it|either|out of|into|as|among|between|categories|labels|classes|options|teams|topics|tags|intents)\b:?) ?((?:["'`“”(]{0,2}(?:(?:an?|the) )?[\w&-]+(?: [\w&-]+)?["'`”)]{0,2}(?:,? (?:or|and) |, ?| ?[/|;] ?)){1,}(?:["'`“”(]{0,2}(?:(?:an?|the) )?[\w&-]+(?: [\w&-]+)?["'`”)]{0,2}))/g;

/** Alternatives in capitals that the answer is one of. Sees the text as it is written. */
export const SHOUTED = /\b(?:[Aa]nswer|[Rr]eply|[Rr]espond|[Rr]eturn|[Oo]utput|[Ss]ay|[Ll]abel|[Cc]hoose|[Gg]ive|as)\b[^.]{0,40}?["'`(]?\b[A-Z][A-Z_]{2,}\b["'`)]?(?:, ["'`]?[A-Z][A-Z_]+["'`]?)*,? ?(?:or|\/|\|) ?["'`]?[A-Z][A-Z_]+\b/;
