/** What English prompts say of the answer to simple work, and of work that is not simple. Patterns see one sentence, in lower case where nothing else is said. */
import { WRITTEN, type Pattern } from './orders.ts';

/** What is filled in where a template is not known to be one: its name is no word of the sentence. */
export const TAG = /\{\{[^{}]{1,60}\}\}/g;

/** What the answer must look like. Each says at least that nothing but a label is wanted. */
export const ANSWERS: readonly Pattern[] = [
  ['yes-no', 'explicit', /\b(answer|respond|reply|return|output|say)\b.{0,60}\b(only|just|exactly|nothing but|either)\b.{0,30}\b(yes|true)\W{1,3}(or|\/)\W{0,3}(no|false)\b/],
  ['yes-no', 'explicit', /\b(yes|true)\W{1,3}or\W{1,3}(no|false)\W{1,3}(only|and nothing else)\b/],
  ['classification', 'explicit', /\b(answer|respond|reply|return|output|print)\b.{0,30}\b(only|just|exactly|nothing but|single)\b.{0,30}\b(label|category|class|intent|sentiment|topic|(category|label|class) name|name of the (category|class|label)|letter|language code)\b/],
  ['yes-no', 'explicit', /\b[01] (for|if|when)\b.{0,60}\b[01] (for|if|when|otherwise)\b/],
  ['yes-no', 'explicit', /(\b(yes ?\/ ?no|y\/n|true ?\/ ?false)\W*$)/],
  ['yes-no', 'explicit', /\b(yes|true)\W.{0,40}\b(otherwise|else)\b.{0,30}\W(no|false)\b/],
  ['yes-no', 'explicit', /\b(answer|respond|reply|return|output|say)\b.{0,20}\b(yes|true|y)\W{1,3}(or|\/)\W{0,3}(no|false|n)\b/],
  ['classification', 'explicit', /\b(answer|respond|reply|return|output|print|give)\b.{0,40}\b(label|category|class|team|department|queue|topic|tag|intent|sentiment|iso[ -]639(-\d)? code|language code|(agent|team|category|language|department)('s)? name|name of the (agent|team|category|label|class|language|department)) (only|and nothing else|alone)\b/],
  ['classification', 'explicit', /^(only|just) (the )?(label|category|class|team|topic|tag|intent|sentiment)\b/],
  ['classification', 'explicit', /(?<!\[ ?)\{\W{0,3}(intent|category|class|sentiment|language|topic)"? ?:/],
  ['classification', 'hint', /\b(answer|reply|respond|return|output|say)\b[^.]{0,20}["'“‘`][\w -]{2,30}["'”’`],? (or|\/) ["'“‘`]/],
  ['classification', 'hint', /\b(choose|pick|select|use)( only| exactly| just)? one (of|from|out of)\b/],
  ['classification', 'hint', /^(the )?((possible|allowed|valid|available) )?(categories|labels|classes|intents|topics|options|tags)( are)?( \([^)]{1,40}\))? ?:|\b(possible|allowed|available) \w+( \w+)?( are)? ?:|\b(out of|from) (this|the|these)( following)? (list|categories|labels|options)\b/],
  ['classification', 'hint', /\b(answer|respond|reply|return|output)\b.{0,30}\b(only|just|exactly|single)\b.{0,20}\b(one|a single|single) (word|of)\b|\bone of the following (categories|labels|classes|values|options)\b/],
  ['classification', 'hint', /\b(make|give|return|output|respond|answer|reply)\b.{0,12}\b(binary|single) (choice|decision)\b/],
  ['translation', 'hint', /\b(answer|respond|reply|return|output|print|give|provide)\b.{0,20}\b(only|just|nothing but)\b.{0,12}\b(translation|translated (\w+ )?(text|string|version|content))\b/],
  ['title', 'hint', /\b(answer|respond|reply|return|output)\b.{0,30}\b(only|just|nothing but)\b.{0,20}\b(the )?(title|headline)\b/],
  ['moderation', 'hint', /\b(answer|respond|reply|return|output|say)\b.{0,30}\b(allow|block|safe|unsafe|flag|approve|reject|spam|ham)\W{1,3}(or|\/)\W{0,3}(allow|block|safe|unsafe|ok|flag|approve|reject|spam|ham|not)\b/],
  ['classification', 'hint', /\b(answer|respond|reply|return|output)\b.{0,20}\b(one|a single) word\b|^(in )?(just |only |exactly )?one word( only)?\W*$/],
  ['scoring', 'hint', /\b(answer|respond|reply|return|output)\b.{0,30}\b(only|just|nothing but)\b.{0,20}\b(number|score|integer|digit)\b/],
];

/** Without one of these words a sentence says nothing of the answer: most need not be looked at again. */
export const ANSWERING = /answer|respond|reply|return|output|say|print|give|only|just|word|yes|true|\/|possible|categor|label|class|intent|topic|option|tag|choose|pick|select|use|list|otherwise|else|\{/;

/** Verbs of simple work: what stands before one of them in a row of words leads up to it. */
const TASK_VERB = '(?:pick|choose|select|decide|determine|classify|categori[sz]e|extract|identify|return|generate|translate|collect|give|list|find|pull|note|output|read|get|write|assign|tell|say|reply|summari[sz]e|label|rephrase|re-?write|re-?formulate)';

export const LEAD_INS: readonly RegExp[] = [
  new RegExp(String.raw`^(?:given|based on|using|from|for|when given) (?:the|an?|this|these|each|every)(?:,?(?: and)? [\w'-]+){1,12}?,? (?=${TASK_VERB}\b)`),
  new RegExp(String.raw`^(?:analy[sz]e|read|review|consider|examine|inspect) [\w' -]{1,60}? (?:and|to) (?:then )?(?=${TASK_VERB}\b)`),
  /^as an? [^.:;]{3,100}?, (?=[a-z])/,
  /^when(ever)? (you are |you're )?(provided|given|presented|shown)( with)? [^.;]{1,120}?,? you (will|must|should) /,
  /^(you are )?((an?|the) )?(?:[\w-]+ ){0,4}(expert|specialist|specialized|speciali[sz]ing|skilled|proficient|good|excellent|helpful assistant|assistant) (at|in|for) (?=[a-z]+ing\b)/,
  /^(responsible|in charge|tasked) (for|of|with) (?=[a-z]+ing\b)/,
  /^(you|we)( will|'ll)? (are |be |get |have been )?(given|provided|shown|presented|sent|receive|get)( with)? [^.,;:]{1,80}[,;] (and )?/,
  /^(please|now|then|first|next|finally|also|always|only|and|so|task|instructions?|goal|objective|role|question|system|user)\b[:,]?\s+/,
  /^(you|we) ((will|must|should|need to|are to|have to|can|are going to|'ll)|are (tasked|asked|required|responsible|instructed)( with| to| for)?)( be given [^.,;]{0,80}[.,;])?\s+/,
  /^(your|the|my) (only |main |sole |primary )?(task|job|goal|role|objective|responsibility|purpose|duty)( here)?( is| will be)?( to)?:?\s+/,
  /^i (want|need|'d like|would like) you to\s+/,
  /^(can|could|would|will) you( please)?\s+/,
  /^you are an? [^.:;]{0,80}?\b(that|who|which|whose (task|job|role) is to|tasked with|responsible for)\s+/,
  /^you are (an?|the)\s+/,
  /^you\s+/,
  /^(given|based on|using|from|for|considering|after reading) (the|a|an|this|these|each|following)\b[^,:]{0,120}[,:]\s*/,
  /^(read|take|receive) [^,.]{1,60}? and (then |must |to )?(?=[a-z]+ (the|this|in|out|it|all|any)\b)/,
  /^(read|take|analy[sz]e|look at|review|consider|examine|inspect) (the|this|a|an|following|each)\b[^,.]{0,80}?(,| and| then| to)( then| to)?\s+/,
  /^(?!reply|apply|supply|multiply|rely|comply)[a-z]{3,}ly,? (?=[a-z])/,
];

/** Sentences that tell the model to do something else. Forms of the answer ("respond with …", "return …") are not among them. */
export const OTHER_WORK = /^(write (?!(only|just|the answer|your answer|nothing|in |the (result|output)))|draft|compose|explain|describe|answer (the|their|any|all|it|them|questions|user|customer|directly|as )|respond to|help|guide|assist|plan|design|implement|research|debug|search|browse|execute|call (the|a)|use (the|your|available) [\w ]{0,20}tools?|invoke|brainstorm|recommend|suggest|advise|think|solve|create|generate(?! ["'“]| (only|just)\b)|build|develop|discuss|argue|critique|propose|engage|chat(?! (history|title|log|messages?)\b)|greet|ask (the|follow|clarifying)|offer|teach|coach|negotiate|roleplay|act as|imagine|continue)\b/;

/** Fields in which a label stands for a judgement that takes knowledge or thought, and work on code. As one of the labels to choose from they say nothing: "billing, legal or other". */
export const HARD_FIELDS: readonly RegExp[] = [
  /\b(source code|codebase|coding|programming(?! languages?\b)|pull requests?|code review|stack ?trace|sql|cobol|fortran|java|golang|rust|php|perl|ruby|regex|regular expression|unit tests?|python|javascript|typescript|refactor|compiler|algorithm|shell commands?|diffs?)\b/,
  /\b(medical|diagnos\w+|clinical|symptoms?|diseases?|illness\w*|prescriptions?|dosages?|radiolog\w*|suicid\w*|statut\w+|liabilit\w+|gdpr|hipaa|clauses?|underwrit\w+|malware|exploits?|intrusions?|cves?|fallac\w+|moral\w*|unethical|sparql|graphql|cypher|xpath|latex|mermaid|gherkin|flowcharts?|terraform|kubernetes|poems?|patients?|legal(?! (suffix|form|entity|name|disclaimer))|lawsuit|contracts?|compliance|vulnerabilit\w+|security (review|audit)|proofs?|theorem|math\w*|equations?|scientific|financial advice|legislat\w+|cyber\w*|attacks?|approved|denied|risks?|loans?|ci|flaky|regressions?|propaganda|bias(ed)?)\b|\b(this|the)( following)? (module|function|method|repository|repo|endpoint)\b/,
  /\b(code snippets?|snippets|(the|this|following|generated) code|react|html(?! tags?)|css|(?<!(its|the|address|into) )components?|workflows?|money laundering|fraud\w*|tumou?rs?|patholog\w*|nurses?|physicians?|malignant|attorneys?|treat(y|ies)|litigation|forensic\w*|chess|puzzles?|riddles?|exams?|multiple[- ]choice|physics|chemistry|biology|graduate|olympiad|diplomat\w*|negotiat\w*|share price|invest(ors?|ments?|ing)|misinformation|disinformation|defendants?|plaintiffs?|precedents?|mergers?)\b|\bpredicts?\b.*\b(will|future)\b|\b(taking|takes?) [\w ]{1,40} into account\b/,
];

/** Words after which no prompt is a simple task, wherever they stand. Negated forms ("do not explain") are taken out before. */
export const COMPLEX: readonly RegExp[] = [
  /\b(explain|explanation|explaining|justif(y|ication)|rationale|reasoning|reasons? (why|behind|for(?! (the |their |his |her |your )?(call|contact|contacting|visit|return|request|inquiry|complaint|cancellation|calling|writing)\b))|step[- ]by[- ]step|think (carefully|through|about|step|deeply)|chain[- ]of[- ]thought|scratchpad)\b/,
  /\b(in (great |more )?detail|detailed|comprehensive|thorough|in[- ]depth|elaborate|at least \d+ (words|sentences|paragraphs))\b/,
  /\b(tool[- ]?calls?|function[- ]?calls?|available tools?|your tools|call the tools?|use (the|these|your) tools?|agentic|autonomous|multi-?step|sub-?agents?)\b/,
  /\b(essay|poem|story|stories|novel(?! (?:ideas?|insights?|findings?|approach\w*|methods?|results?|contributions?|information))|lyrics|(?<!\b(tag|for|of|from|in) (the|this|a) |\b(the|this) following )blog ?post|(?<!\b(is|does|this|the|that) )article about|report on|cover letter|script for|lesson plan|creative)\b/,
  /\b(impl(y|ies|ied|icit\w*)|infer(s|red|ring|ence\w*)?|deduc\w+|hidden (motives?|meaning|agenda)|credib\w*|persuasive\w*|arguments?|logical(ly)?|premises?|dissent\w*|word ?play|puns?|rhymes?|rhythm|author's voice|root[- ]causes?|(?:find|work|figure)(?:ing)? out why|(?:identify|determin|find|understand)(?:ing|e)? why|correct (option|answer|choice)|best answer|semantic(ally)? equivalen\w*|evaluat\w+ (how|the (quality|strength|merit)))\b/,
  /\bwith (an? |your |the |supporting |direct )?(quotations?|quotes|evidence|citations?|feedback|comments|suggestions)\b/,
  /\b(what to do|who is right|should (i|we)|copywriters?|the jokes|sounds? as if|which of the (\w+ )?(patches|answers|responses|candidates|solutions)|(better|best) (patch|response|solution|option|move|choice)|patents?|chapters?|court|(?<!\b(including|incl|after|before|plus|with|without|excluding|all|and|of|or) )taxes|exploitable|treatments?|trial|rubric|weakness(es)?|limitations|critically|critique|trade-?offs|implications|scholarly|click-?(through|worthy|bait)|high-converting|seo|viral|from the (style|context|tone)|how .{0,60} differs?|differences between|which one you|pros and cons|eligib\w+|underlying|fake|hoax|research papers?|methodology)\b|\bfor (an? |the )?(specialist|expert|researcher|scientist)s?\b/,
  /\b((act|acts|speak|speaks|work|works|run|runs|go|goes) next|(is|are|was) (in)?(correct|accurate|valid)|next (speaker|agent|worker|action|step|move)|hallucinat\w*|faithful\w*|grounded(ness)?|factual\w*|fact-?check\w*|verdict|correctness|ground truth|reference answer|adversarial|jailbreak\w*|prompt injection|impartial|judge)\b/,
  /(?:\byou are|^as) an? (?![^.]{0,40}(classif|categor|routing|triag|extract|translat|summar|normali[sz]|pars|tagg|label|moderat)\w* (agent|assistant|engineer))[^.]{0,60}\b(agent|chat ?bot|companion|tutor|coach|copilot|engineer|developer|programmer|lawyer|doctor|physician|consultant)\b(?![^.]{0,60}\b(classif|categor|rout|triag|extract|translat|summar))/,
];

export const MANY = /\b(each|every|all) (of )?(the |these |those |following )|\bfor (each|every)\b(?! (incoming|new|given|single) (message|ticket|e?-?mail|request|input|query|question|call|post|comment|document)\b)|\b(these|following|multiple|several|list of|batch of|array of) \w*(tickets|messages|emails|reviews|comments|texts|items|documents|questions|sentences|titles|posts|rows|records|entries|articles|transactions|products|queries|pairs)\b/;

/** Objects of the told verb in the plural, with an article: "the expenses below". Without one it says what the work is in general ("you classify emails into …"). */
export const SEVERAL_OBJECTS = /^\w+( (the|a) (sentiment|language|intent|category|topic|emotion|tone|priority|urgency|label) of)? (the|my|our)( (?!into|as|in|to|by|of|from|with|for|based|using|and|or)[\w'-]+){0,2}? (?!news\b|series\b)[a-z]{2,}[^suia\W]s\b|^\w+ (these|those)\b|\b(each|every)\b(?! (incoming|new|under|within|no|max\w*|at|up|less|of (?!the|these|those))\b)|\ball ([\w-]+ ){0,2}?[a-z]{2,}[^suia\W]s\b/;

/** The object of the told verb is each of what comes: "classify each query into …". */
export const EACH_OBJECT = /^\w+ them\b|^\w+ ((the|a) [a-z]+ of )?(each|every) (?!of\b|incoming\b|new\b|rows?\b|lines?\b|sentence|utterance|paragraph)[\w-]+( of [a-z]+\b)?(?! (in|of|from|on) the\b)/;

export const EVERY = /\b(each|every)\b/;

/** Said anywhere: the answer has a part for each of several things. */
export const PER_ITEM = /\b(one|an?|each|\d+) ([\w-]+ ){0,3}per (?!cent\b|se\b)\w|\b(one|an?|each) ([\w-]+ ){0,2}on (each|every|its own) line\b|\b(array|list|table|lines) of (the )?(\w+ )?(labels|categories|classes|scores|titles|answers|results|objects)\b|\b(?<unit>[a-z]{3,}) by \k<unit>\b|\bmapping of \w|\bcsv\b|\b(reviews|tickets|messages|emails|comments|texts|items|documents|sentences|rows|entries|records) separated by\b/;

/**
 * A second verb after the one that was told: "classify the ticket and estimate the effort". Whatever stands between a conjunction and an article is one, but for the words that go on with the
 * sentence, and those that say what the answer looks like.
 */
export const SECOND_WORK = /(?:\b(?:and|then)|,)(?: (?:and|then|also))* (?!(?:and|then|also|or|but|nor|so|if|whether|when|where|while|which|who|whose|that|as|at|by|for|from|in|into|of|on|to|with|without|within|under|per|than|like|such|given|is|are|was|has|have|be|do|does|not|no|only|just|both|all|either|its|their|his|this|these|those|the|an?|return|respond|reply|answer|output|print|give|provide|use|include|keep|set|put|write|say|state|one|each|normali[sz]e|convert|format|trim|strip|remove|sort|mark|preserve|\w+(?:ing|ed|ly)) )([a-z]{3,} (?:the|an?|it|its|them|their|each|any|all|which|how|what|why|him|her|this|that|these|those|my|our|your|along|up|out|on|off|over)\b)/g;

/** A verb of other work behind the one that was told. */
export const OTHER_VERB = /(\b(and|then|plus|or),?|,) (then |also |finally |if \w+,? )*(?<verb>write(?! (it|them)\b)|draft|reply to|respond to|answer (the|their|any|it|with an?)|explain|compose|generate|create|suggest|recommend|propose|implement|fix(?! (capital|spelling|grammar|typos?|punctuation|casing|formatting|whitespace))|plan|decide|act on|handle|resolve|solve|evaluate|assess|compare|rank|order (them|the)|prioriti[sz]e|re-?write|rephrase|paraphrase|predict|forecast|infer|deduce|estimate|analy[sz]e|synthesi[sz]e|reconcile|interpret|say (which|who|why|how)|tell (me |us )?(why|how|who)|what (it|this|that|they) (means?|impl\w+)|produce (its|the) arguments)\b(?! (me |an? |the )?([\w-]+[ ,]+){0,4}(title|headline|summary|label|json|array|name))/g;

/** What is converted into one of these is made anew. */
export const MADE = /\b(steps|schemas?|tasks|pipeline|plans?|strateg(y|ies)|roadmap|proposal|report|tests?|test cases|configuration|design|presentation|slides|machine|diagram|graph|program)\b/;

/** What is extracted, and takes a judgement of its own to find. */
export const MORE_THAN_WRITTEN = /\b(insights?|recommendations?|lessons|strateg\w+|takeaways|findings|themes|requirements|triples|knowledge|themes|risks|assumptions|decisions|opinions?|claims|beliefs|intentions?|motives?|ontolog\w*|taxonom\w*|knowledge graph|architecture|logic|concepts|relations(hips)?|constraints|causes?|structure of)\b/;

/** A label, and something else that is no label. */
export const MORE_THAN_A_LABEL = /\b(sentiment|language|intent|category|topic|emotion|tone|priority|urgency)\b.*\band (the|its|their) (?!(main |overall )?(sentiment|language|intent|category|sub-?category|topic|emotion|tone|priority|urgency|label|confidence|score|polarity|severity)\b)\w/;

/** Several titles, a title and something else, or one that has to sell or please: "a title, a summary and tags", "ten title ideas", "a title for my novel". */
export const MORE_THAN_A_TITLE = /\b(youtube|video|podcast|book|song|film|movie|album|campaign|course|ad) (titles?|headlines?|names?|subject lines?)\b|\b(title|headline|subject line) about\b|\b(for|of) (an?|my|our) ([\w-]+ ){0,2}(song|novel|book|story|film|movie|game|ads?|adverts?|campaign|brand|startup|company|product|video|podcast|course|talk|presentation)\b|\b(title|headline|subject line|name|heading),? (and|plus) (?!nothing|only|return|reply|respond|answer|output|print|no |not |keep|do |use |it |make |put |write (it|only))\w|\b(title|headline|subject line|name|heading) (ideas|options|variants|alternatives|suggestions|candidates)\b|\b(title|headline|subject line|name|heading)\b.*(,| and| plus| with) (also )?(an?|its|the|up to|some|several|\d+|two|three|four|five|six|ten) (?!emoji|max|min|limit|length|words?\b|char|few words|single|same|following|user|nothing)/;

export const STRUCTURED = /\bjson\b|\bxml\b|\byaml\b|\bkeys\b|\bfields?\b|\bschema\b|"\w+"\s*:/;

/** Fields of the answer that are named. */
export const FIELDS = /"\w+"\s*:|\bfollowing (keys|fields)\b|\b(keys|fields)( are)? ?:/;

/** What all work is told: to be true to what is given. */
export const CAUTION = /\b(maintain|ensure|preserve|keep|with|stay) (the )?(factual(ly)?|complete|full|utmost|high) (accura\w+|correct\w*|consisten\w+)|\b(do not|don't|never|without|avoid) (\w+ ){0,2}?(hallucinat\w*|speculat\w*|invent\w*)/g;

export const NEGATED = /\b(do not|don't|don’t|never|no|not|without( any)?|avoid|nor|or) (\w+ ){0,3}?(explain\w*|explanations?|reasoning|justif\w*|rationale|elaborate|commentary|detail(ed)?|preamble|reasons?|code|markdown|infer\w*|evidence|comments?)\b/g;

/** Which of several a text is to be counted among. */
export const BELONGING = /\bwhich (one |category |class |of (these|them) )?(does|do|would|should)\b.{0,60}\b(belong|fall|fit)\b/;

/** A question to be answered, put as an order. */
export const WHETHER = /^(determines?|decides?|checks?|tells?( me)?|detects?|identif(y|ies)|says?|indicates?) (if|whether)\b/;

/** What may depend on the answer: "if it is a complaint, propose …". */
export const CONDITION = /^(if|when|where|otherwise|unless)\b[^,]{0,80},\s*(then |please )?/;

export const SURFACE = /\b(is|are|does|do|has|have|did|was|were|if|whether|indicate)\b.{0,120}\b(spam|toxic|offensive|harmful|inappropriate|nsfw|profan\w+|about|mentions?|mentioned|contains?|relevan(t|ce)|related|asks? (for|about)|asking|requesting|requests (an?|the|to)|in (english|another language)|(this|it|the [\w ]{1,25}) an? (question|complaint|invoice|greeting|receipt|reply|duplicate)|urgent|empty|(needs?|requires?|expects?) an? (reply|response|answer)|personal (data|information)|pii|express(es|ing) (anger|joy|sadness|fear|frustration|an? (opinion|emotion))|refus(e|es|al)|(feels?|seems?|sounds?|was|were|is) (annoyed|angry|happy|unhappy|sad|frustrated|upset|satisfied|dissatisfied|rude|sarcastic)|an? (cold|sales|marketing|promotional|automated|spam) (e-?mail|message|call)|suitable for (children|kids|all ages|work)|(breaks?|violates?) (the|our|any) ([\w-]+ ){0,2}(rules|guidelines|polic(y|ies))|the same (topic|person|company|product)|(retrieval|(web )?search(ing)?|a (web )?(search|look-?up)) is (needed|required|necessary)|should (reply|respond|be (answered|replied to))|(needs?|requires?) (retrieval|(a )?(web )?search|a look-?up))\b/;


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
export const WRITTEN_DOWN = new RegExp(String.raw`\b(?:${WRITTEN})\b`, 'g');

/** A text that is given. */
export const GIVEN_TEXT = /\b(the|this|an?|each|following) ([\w-]+ ){0,2}(text|message|e?-?mail|document|receipt|invoice|transcript|letter|form|page|resume|cv|note|description|confirmation|ad|advert|listing|post|article|conversation|call|order|caption|bill|statement|citation|review|ticket|label|clipping|passage|paragraph|sentence|snippet|ocr|comment|profile)\b|\bbelow\b/;

/** Verbs of taking out, which are used of other things too. */
export const TAKING = /^(gets?|fetch(es)?|finds?|reads?( out)?|grabs?|lists?|notes?|records?|captures?|collects?|fills?( in| out)?|returns?|gives?|outputs?|takes?|picks? out|looks? (for|up)|provides?)\b/;

/** A run of labels behind what announces them. */
export const LABELS = /([:：]|\b(?:areas?|categor(?:y|ies)|types?|kinds?|class(?:es)?|labels?|topics?|departments?|teams?|sections?|folders?|genres?|tags?)(?: [\w']+){0,3} \(|\b(?:one of|whether it is|if it is|is it|either|out of|into|(?<!^)as|among|between|categories|labels|classes|options|teams|topics|tags|intents)\b:?) ?((?:["'`“”(]{0,2}(?:(?:an?|the) )?[\w&-]+(?: [\w&-]+)?["'`”)]{0,2}(?:,? (?:or|and) |, ?| ?[/|;] ?)){1,}(?:["'`“”(]{0,2}(?:(?:an?|the) )?[\w&-]+(?: [\w&-]+)?["'`”)]{0,2}))/g;

/** Alternatives in capitals that the answer is one of. Sees the text as it is written. */
export const SHOUTED = /\b(?:[Aa]nswer|[Rr]eply|[Rr]espond|[Rr]eturn|[Oo]utput|[Ss]ay|[Ll]abel|[Cc]hoose|[Gg]ive|as)\b[^.]{0,40}?["'`(]?\b[A-Z][A-Z_]{2,}\b["'`)]?(?:, ["'`]?[A-Z][A-Z_]+["'`]?)*,? ?(?:or|\/|\|) ?["'`]?[A-Z][A-Z_]+\b/;

/** "four to five words" is one measure. */
export const RANGE = /\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?:to|or) (\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b/g;

/** Two verbs with one object: "classify and route the ticket". */
export const SHARED_OBJECT = /^([a-z]{3,}),? (?:and|then|and then) ([a-z]{3,}) (?=(?:the|an?|this|that|these|those|any|all|each|every|following|incoming|customer|user)\b)/;

/** A verb behind another that says how the answer is put, and is no work of its own. */
export const FORM_VERB = /^(populate|fill|use|list|leave|(?:organi[sz]e|structure|present|arrange|format) (?:it|them|(?:the|all|any) (?:[\w-]+ ){0,2}(?:information|data|details|fields|results?|output))|place|wrap|enclose|store|save|map|replace (it|them|each)|copy (it|them)|write (it|them))\b/;

/** A line that only names what follows it. */
export const HEADING = /^[\w-]+(?: (?!an?\b|the\b|your?\b|to\b)[\w-]+){0,2}:$/;

/** Among the fields of an answer, or where labels are listed, one that asks for more than a label. */
export const FIELD_OF_REASONS = /^\W*(reason\w*|explanation|rationale|justification|why|analysis|thoughts?|thinking|reply|response|draft|recommend\w*|suggest\w*|advice|solution|plan|fix|next steps?|feedback|comments?)\b/;

/** Answers that show how it is done, and tell nothing. */
export const EXAMPLES = /<(examples?)>[\s\S]*?<\/\1>/gi;

/** A constant that the answer is told to be. */
export const ANSWER_CONSTANT =
  /\b(?:answer|respond|reply|return|output|say|saying|print|write|give)(?: it| back| me)?(?: only| just| either| exactly| simply)?(?: with| by saying| as)?(?: only| just| either| exactly)?(?: the (?:word|string|label|value))? (?:["'“‘`(*]{1,3}([a-z][\w -]{0,20})["'”’`)*]{1,3}|(yes|no|true|false)\b)/g;

export const YES_OR_NO = /^(yes|no|true|false|y|n)$/;

/** "expert at classifying tickets" says the same as "classify tickets"; the verbs of the second group end with an "e". */
export const GERUND =
  /^(?:(extract|classify|label|tag|identify|detect|convert|transform|format|correct|fix|redact|assign|predict|select)[glt]?|(categori[sz]|rout|triag|translat|locali[sz]|summari[sz]|condens|generat|writ|creat|normali[sz]|pars|re-?writ|rephras|reformulat|determin|decid|analy[sz]|moderat|anonymi[sz]|choos))ing\b/;

/** A prompt that ends here waits for the answer: "Category:". */
export const CUES: readonly Pattern[] = [
  ['classification', 'hint', /^(the )?(predicted |correct |main )?(category|label|class|classification|sentiment|intent|topic|language|emotion|genre|department)( name| label| code)? ?:$/],
  ['translation', 'hint', /^([\w…-]+ )?(translation|translated text) ?:$/],
  ['title', 'hint', /^(the |chat |conversation |short |new )?(title|headline|subject line) ?:$/],
  ['query-rewrite', 'hint', /^(the |rewritten |rephrased )?(stand-?alone|search|rewritten|rephrased) (question|query) ?:$/],
];

/** A line that announces what a route is for: "Route to billing for:". */
export const ROUTE_HEADING = /\b(?:for|about|when|if|on)(?: [\w-]+){0,3} ?:$/;

/** What one of several routes is for: "use the web for questions about …". It says nothing of the work. */
export const ROUTE_TOPIC =
  /^((?:use|choose|pick|select|route|send|forward|go to)\b(?! your)[^.]{0,60}?\b(?:for (?:[\w-]+ )?(?:questions|queries|requests|messages|topics|anything|tickets|e-?mails)|(?:if|when) (?:the |a )?(?:user|question|message|customer|query|request|e-?mail|ticket|it|they|unsure|uncertain))) .*$|^.*(?:->|→|=>)/;
