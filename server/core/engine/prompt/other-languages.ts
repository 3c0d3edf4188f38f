/**
 * What prompts in other languages than English say of simple work. Fewer forms are known of each, so such a prompt is only read where it is short, and where nothing
 * in it speaks of anything else. Patterns see one sentence in lower case; JavaScript's `\b` knows no letters beyond ASCII, so words are told by their stems.
 */
import type { Pattern } from './orders.ts';

export interface Wording {
  /** Little words that no text of the language does without, or its script. */
  readonly signs: RegExp;
  readonly work: readonly Pattern[];
  readonly answers: readonly Pattern[];
  /** Said of the answer: nothing but one short thing. */
  readonly terse: RegExp;
  /** Words after which no prompt is a simple task. */
  readonly complex: RegExp;
  /** A question that the surface of a text answers. */
  readonly surface: RegExp;
}

/** How many of the signs make a text one of the language. */
export const ENOUGH_SIGNS = 2;

/** A longer prompt in one of these languages holds more than is understood here. UTF-16 units. */
export const LONGEST_READ = 700;

export const OTHER_LANGUAGES: readonly Wording[] = [
  {
    signs: /(?<!\p{L})(der|die|das|den|dem|und|oder|nicht|nur|ein|eine|einen|einem|einer|als|ob|in|von|ist|mit|für|aus|auf|zu|im|folgende\p{L}*)(?!\p{L})/gu,
    work: [
      ['moderation', 'hint', /(beleidig|hassrede|spam|jugendgefährdend|anstößig|unangemessen)/],
      ['classification', 'explicit', /(klassifizier|in welcher sprache|welche sprache|kategorisier|(?<!\p{L})ordne\p{L}* .*(?<!\p{L})(zu|ein)(?!\p{L})|stufe? .* ein(?!\p{L})|(bestimm|erkenn|ermittl|nenn)\p{L}* .{0,30}(kategorie|thema|sprache|stimmung|absicht|sentiment|anliegenart|tonalität)|stimmung .*als)/u],
      ['extraction', 'explicit', /(extrahier|entnimm|entnehme?|lies .{1,80} aus(?!\p{L}))/u],
      ['translation', 'explicit', /übersetz\p{L}* .*(ins? |auf )(deutsch|englisch|französisch|spanisch|italienisch|portugiesisch|polnisch|türkisch|russisch|chinesisch|japanisch|niederländisch)/u],
      ['title', 'explicit', /(schreib|erzeug|erstell|generier|formulier|gib|finde)\p{L}* .{0,60}(titel|überschrift|betreff(zeile)?)(?!\p{L})/u],
      ['summary', 'explicit', /fass\p{L}* .{0,80}in (einem|zwei|drei|1|2|3) (kurzen )?s[aä]tz\p{L}* zusammen/u],
      ['formatting', 'explicit', /(korrigier\p{L}*|berichtig\p{L}*) .{0,40}(rechtschreib|grammatik|tippfehler|zeichensetzung)/u],
    ],
    answers: [
      ['yes-no', 'explicit', /(?<!\p{L})ja(?!\p{L}).{1,8}nein(?!\p{L})/u],
      ['classification', 'hint', /(antwort|gib|nenn|ausgabe|ausgeb)\p{L}* .{0,40}(nur|ausschließlich|lediglich|genau|einzig).{0,40}(wort|kategorie|label|bezeichnung|klasse|thema|sprachcode|kürzel)/u],
    ],
    terse: /(nur|lediglich|ausschließlich|genau) (ein|einem|das|die|den|dem) .{0,12}(wort|label|kategorie|klasse|code|name)/,
    surface: /(enthält|erwähnt|handelt|geht es um|ist (dies|das|die|der) (.{0,40} )?(spam|werbung|rechnung|beschwerde|frage|dringend))/,
    complex:
      /(begründ|erklär|erläuter|schritt für schritt|ausführlich|detailliert|analysier|analyse|juris|rechtlich|gesetz|paragra(ph|f)|§|(?<!\p{L})vertrag|mietvertrag|gutachten|anwalt|steuer(?!ung)|widerspruch|diagnos|medizin|patient|arzt|ärzt|quellcode|programmier|(?<![-\p{L}])code(?!s?\p{L})|funktion|skript|sql|beweis|mathemat|physik|strategie|(?<!\p{L})plan|konzept|aufsatz|gedicht|geschichte|roman|kapitel|artikel schreib|verbesser|vorschlag|vorschläg|empfehl|(?<!\p{L})bewerte(?!t)|beurteil|vergleich|schlussfolger|berate|assistent|agent|werkzeug|(?<!\p{L})jede[nrsm]?(?!\p{L}) .{0,30}(zeile|eintrag|satz|bewertung|nachricht|ticket)|patent|beantworte)/u,
  },
  {
    signs: /(?<!\p{L})(le|la|les|des|du|une?|et|ou|est|dans|pour|avec|par|sur|ne|pas|que|qui|ce|cette|suivante?s?)(?!\p{L})/gu,
    work: [
      ['moderation', 'hint', /(insult|haine|haineu|spam|injuri|offensan|inappropri)/],
      ['classification', 'explicit', /(quelle langue|class(e|ez|ifie|ifiez|er|ifier) .{0,80}(dans|en|selon|parmi|comme|:)|catégoris|(détermine|identifie|détecte|indique|reconnai)\p{L}* .{0,30}(catégorie|sujet|thème|langue|sentiment|intention|émotion))/u],
      ['extraction', 'explicit', /(extrai[st]|extraire|extrayez|relève\p{L}* .{1,80} (du|de la|dans))/u],
      ['translation', 'explicit', /trad(ui[st]|uire|uisez) .*(en|vers l[ea']) ?(français|anglais|allemand|espagnol|italien|portugais|russe|chinois|japonais|néerlandais)/],
      ['title', 'explicit', /(génère|écri[st]|propose|donne|rédige|trouve|crée)\p{L}* .{0,60}(titre|objet d[eu'])/u],
      ['summary', 'explicit', /résume\p{L}* .{0,80}en (une|deux|trois|1|2|3) (courtes? )?phrases?/u],
      ['formatting', 'explicit', /corrige\p{L}* .{0,40}(orthograph|grammair|faute|ponctuation)/u],
    ],
    answers: [
      ['yes-no', 'explicit', /(?<!\p{L})oui(?!\p{L}).{1,8}non(?!\p{L})/u],
      ['classification', 'hint', /(répon|renvoi|retourne|donne|indique)\p{L}* .{0,40}(uniquement|seulement|seul|exactement|juste).{0,40}(mot|catégorie|étiquette|label|classe|code)/u],
    ],
    terse: /(uniquement|seulement|rien que|juste) .{0,16}(mot|catégorie|étiquette|classe|code|nom)|un seul mot/,
    surface: /(contient|mentionne|parle de|porte sur|s'agit-il|est-ce (que|un)|demande)/,
    complex:
      /(?<!\p{L})(expliqu|justifi|argument|étape par étape|en détail|détaill|analys|juridi|légal|loi(?!\p{L})|contrat|avocat|tribunal|diagnos|médic|patient|code source|programm|fonction|script|sql|preuve|mathémat|physique|stratég|(?<!\p{L})plan(?!\p{L})|planif|essai|poème|histoire|roman|chapitre|rédige un (article|texte)|amélior|suggestion|recommand|conseil|évalu|compar|tuteur|professeur|assistant|agent|outil|chaque .{0,30}(ligne|phrase|message|avis)|brevet)/u,
  },
  {
    signs: /(?<!\p{L})(el|la|los|las|un|una|de|del|y|o|es|en|con|por|para|que|no|se|al|solo|sólo|siguientes?)(?!\p{L})/gu,
    work: [
      ['moderation', 'hint', /(insult|odio|ofensiv|inapropiad)/],
      ['classification', 'explicit', /(qué idioma|clasific|categori[zc]|etiquet(a|e) (el|la|este|esta)|(determina|identifica|detecta|indica)\p{L}* .{0,30}(categoría|tema|idioma|sentimiento|intención|emoción))/u],
      ['extraction', 'explicit', /(extrae|extraer|extraiga|extraig)/],
      ['translation', 'explicit', /tradu(ce|cir|zca) .*al (español|inglés|francés|alemán|italiano|portugués|ruso|chino|japonés)/],
      ['title', 'explicit', /(genera|escrib|propon|crea|da)\p{L}* .{0,60}(título|asunto)/u],
      ['summary', 'explicit', /resum\p{L}* .{0,80}en (una|dos|tres|1|2|3) (breves? )?(frase|oraci)/u],
      ['formatting', 'explicit', /(corrige|corrija|corregir) .{0,40}(ortograf|gramátic|errat|puntuación)/],
    ],
    answers: [
      ['yes-no', 'explicit', /(?<!\p{L})s[ií](?!\p{L}).{1,8}no(?!\p{L})/u],
      ['classification', 'hint', /(respond|contest|devuelv|devolv|indica)\p{L}* .{0,40}(solo|sólo|solamente|únicamente|exactamente).{0,40}(palabra|categoría|etiqueta|clase|código)/u],
    ],
    terse: /(solo|sólo|únicamente|solamente) .{0,16}(palabra|categoría|etiqueta|clase|código|nombre)|una sola palabra/,
    surface: /(contiene|menciona|trata (de|sobre)|es (un|una|el|la|este|esta) (.{0,40} )?(spam|queja|pregunta|factura|urgente))/,
    complex:
      /(?<!\p{L})(explic|justific|argument|razon|paso a paso|en detalle|detallad|analiz|análisis|jurídic|legal|ley(?!\p{L})|contrato|abogad|diagnós|diagnost|médic|paciente|código fuente|program|función|script|sql|demuestr|matemátic|físic|estrateg|(?<!\p{L})plan(?!\p{L})|planific|ensayo|poema|historia|novela|capítulo|artículo|mejora|sugerenc|recomend|consej|evalú|evalua|compar|tutor|profesor|asistente|agente|herramient|cada .{0,30}(línea|frase|mensaje|reseña)|patente)/u,
  },
  {
    signs: /(?<!\p{L})(o|a|os|as|um|uma|de|do|da|dos|das|e|ou|é|em|no|na|com|por|para|que|não|se|apenas|seguintes?)(?!\p{L})/gu,
    work: [
      ['moderation', 'hint', /(insult|ódio|ofensiv|inapropriad)/],
      ['classification', 'explicit', /(que idioma|qual idioma|que língua|classifi(que|car|ca)|categori[zs]|rotul|(determin|identifi|detect|indi[qc])\p{L}* .{0,30}(categoria|tema|assunto|idioma|sentimento|intenção|emoção))/u],
      ['extraction', 'explicit', /(extraia|extrair|extrai(?!\p{L}))/u],
      ['translation', 'explicit', /tradu(z|zir|za) .*para (o )?(português|inglês|francês|alemão|italiano|espanhol|russo|chinês|japonês)/],
      ['title', 'explicit', /(gere|gera|escrev|crie|sugira|dê)\p{L}* .{0,60}(título|assunto do)/u],
      ['summary', 'explicit', /resum\p{L}* .{0,80}em (uma|duas|três|1|2|3) (breves? )?(frase|oraç)/u],
      ['formatting', 'explicit', /(corrija|corrigir) .{0,40}(ortograf|gramát|pontuação)/],
    ],
    answers: [
      ['yes-no', 'explicit', /(?<!\p{L})sim(?!\p{L}).{1,8}não(?!\p{L})/u],
      ['classification', 'hint', /(respond|retorn|devolv|indique)\p{L}* .{0,40}(apenas|somente|só|exatamente).{0,40}(palavra|categoria|etiqueta|rótulo|classe|código)/u],
    ],
    terse: /(apenas|somente|só) .{0,16}(palavra|categoria|etiqueta|rótulo|classe|código|nome)|uma única palavra/,
    surface: /(contém|menciona|trata (de|sobre)|é (um|uma|o|a) (.{0,40} )?(spam|reclamação|pergunta|fatura|urgente))/,
    complex:
      /(?<!\p{L})(expli|justifi|fundament|argument|passo a passo|em detalhe|detalhad|anali|análise|jurídic|legal|lei(?!\p{L})|clt|contrato|advogad|diagnós|médic|paciente|código-fonte|program|função|script|sql|demonstr|matemát|físic|estratég|(?<!\p{L})plano(?!\p{L})|planej|redação|ensaio|poema|história|romance|capítulo|artigo|melhor|sugest|recomend|conselh|avali|compar|tutor|professor|assistente|agente|ferrament|cada .{0,30}(linha|frase|mensagem|avaliação)|patente)/u,
  },
  {
    signs: /(?<!\p{L})(il|lo|la|i|gli|le|un|una|di|del|della|dell|e|o|è|in|con|per|che|non|si|solo|seguent[ei])(?!\p{L})/gu,
    work: [
      ['moderation', 'hint', /(insult|odio|offensiv|inappropriat)/],
      ['classification', 'explicit', /((che|quale) lingua|classific|categorizz|(determin|identific|rilev|indic)\p{L}* .{0,30}(categoria|tema|argomento del|lingua|sentimento|intento|emozione))/u],
      ['extraction', 'explicit', /(estrai|estrarre|estragga)/],
      ['translation', 'explicit', /trad(uci|urre|uca) .*in (italiano|inglese|francese|tedesco|spagnolo|portoghese|russo|cinese|giapponese)/],
      ['title', 'explicit', /(genera|scriv|proponi|crea|dai)\p{L}* .{0,60}(titolo|oggetto del)/u],
      ['summary', 'explicit', /riassum\p{L}* .{0,80}in (una|due|tre|1|2|3) (breve |brevi )?fras/u],
      ['formatting', 'explicit', /correg\p{L}* .{0,40}(ortograf|grammatic|refus|punteggiatura)/u],
    ],
    answers: [
      ['yes-no', 'explicit', /(?<!\p{L})s[iì](?!\p{L}).{1,8}no(?!\p{L})/u],
      ['classification', 'hint', /(rispond|restitui|indica)\p{L}* .{0,40}(solo|soltanto|esclusivamente|esattamente).{0,40}(parola|categoria|etichetta|classe|codice)/u],
    ],
    terse: /(solo|soltanto|unicamente) .{0,16}(parola|categoria|etichetta|classe|codice|nome)|una sola parola/,
    surface: /(contiene|menziona|tratta (di|del)|è (un|una|il|la) (.{0,40} )?(spam|reclamo|domanda|fattura|urgente))/,
    complex:
      /(?<!\p{L})(spieg|giustific|motiv|argoment(a|azion)|ragion|passo dopo passo|passo passo|in dettaglio|dettagliat|analizz|analisi|giuridic|legale|legge(?!\p{L})|contratto|avvocat|diagnos|medic|paziente|codice sorgente|programm|funzione|script|sql|dimostr|matematic|fisic|strateg|(?<!\p{L})piano(?!\p{L})|pianific|saggio|poesia|storia|romanzo|capitolo|articolo|miglior|sugger|consigli|valuta|confront|tutor|professore|assistente|agente|strument|(ogni|ciascun\p{L}*) .{0,30}(riga|frase|messaggio|recensione)|brevett)/u,
  },
  {
    signs: /[а-яё]{3,}/gu,
    work: [
      ['moderation', 'hint', /(оскорбл|ненавист|спам|токсичн|неприемлем)/],
      ['classification', 'explicit', /(на каком языке|классифиц|отнеси|(определи|укажи|назови)\p{L}* .{0,30}(категори|тем[уа]|язык|тональност|настроени|намерени|тип обращения|класс))/u],
      ['extraction', 'explicit', /(извлеки|извлечь|выдели .{0,60}из)/],
      ['translation', 'explicit', /перевед\p{L}* .*на (русский|английский|немецкий|французский|испанский|китайский|японский)/u],
      ['title', 'explicit', /(придумай|напиши|сгенерируй|предложи|дай)\p{L}* .{0,60}(заголовок|название (чата|беседы|диалога)|тему письма)/u],
      ['formatting', 'explicit', /исправ\p{L}* .{0,40}(орфограф|граммат|опечат|пунктуац)/u],
    ],
    answers: [
      ['yes-no', 'explicit', /(?<!\p{L})да(?!\p{L}).{1,8}нет(?!\p{L})/u],
      ['classification', 'hint', /(ответ|верни|выведи|напиши)\p{L}* .{0,40}(только|одним|лишь).{0,40}(слов|категори|метк|класс|код)/u],
    ],
    terse: /(только|одним|лишь) .{0,16}(слов|категори|метк|класс|код|названи)/,
    surface: /(содержит|упомина|является ли|говорится|просит)/,
    complex:
      /(?<!\p{L})(объясн|обоснуй|обоснован|аргумент|рассужд|пошагов|шаг за шагом|подробн|детальн|анализ|юрид|закон|договор|иск(?!\p{L})|адвокат|диагно|медицин|пациент|код(?!а язык)|программ|функци|скрипт|sql|доказ|математ|физик|стратег|план|эссе|стих|истори|роман|глав[уы]|стать|улучш|предложени|рекоменд|совет|оцени|сравни|репетитор|учител|ассистент|помощник|агент|инструмент|кажд\p{L}+ .{0,30}(строк|предложен|сообщен|отзыв)|патент)/u,
  },
  {
    signs: /\p{Script=Han}/gu,
    work: [
      ['classification', 'explicit', /((什么语言|哪种语言|何語|どの言語|分类|归类|分類|归为|(判断|选择|属于).{0,24}(类别|哪一?(类|种)|情感|意图|语言|主题|情绪))|(ポジティブ|ネガティブ).{0,20}判定|判定.{0,12}(カテゴリ|感情|意図|言語)|いずれかに分類)/],
      ['extraction', 'explicit', /(提取|抽取|抽出)/],
      ['translation', 'explicit', /((翻译成|翻译为|译成)(中文|英文|英语|日语|日文|法语|德语)|(翻译|翻譯)(以下|下面|下列|这段|這段)|(日本語|英語|中国語|韓国語|フランス語|ドイツ語)に(翻訳|訳))/],
      ['query-rewrite', 'explicit', /(重述|改写|改寫|重写|重寫).{0,12}独立.{0,6}(问题|查询)|独立(的)?(问题|查询).{0,6}(重述|改写)/],
      ['title', 'explicit', /((生成|写|起|拟|取).{0,16}(标题|題目|题目)|タイトルを.{0,10}(生成|作成|付け|考え))/],
      ['summary', 'explicit', /(用一句话.{0,10}(总结|概括)|一文で要約)/],
      ['formatting', 'explicit', /(纠正|修正|改正).{0,12}(错别字|拼写|语法|标点)|(誤字|脱字|文法).{0,12}(修正|訂正|直し)/],
    ],
    answers: [
      ['classification', 'hint', /((只|仅).{0,8}(输出|返回|回答|回复).{0,12}(标签|类别|分类|一个词|名称)|(ラベル|カテゴリ).{0,8}(だけ|のみ))/],
      ['yes-no', 'explicit', /(是.{0,3}(或|\/).{0,3}(否|不是)|はい.{0,6}いいえ)/],
    ],
    terse: /(只|仅).{0,8}(类别|标签|分类|名称|词|语言|代码)|(だけ|のみ)(を)?(出力|返|答)/,
    surface: /(是否(包含|提到|涉及|属于)|含まれ)/,
    complex:
      /(解释|说明理由|理由|原因|推理|逐步|一步一步|详细|詳細|詳しく|分析|法律|合同|契約|律师|弁護士|诊断|診断|医疗|医療|患者|代码|コード|编程|函数|脚本|sql|证明|証明|数学|物理|策略|戦略|计划|計画|规划|方案|论文|論文|诗|詩|故事|小说|小説|文章を書|撰写|改进|改善|建议|提案|推荐|评估|評価|比较|比較|架构|重构|智能体|工具|エージェント|ツール|每(个|条|行|句)|それぞれ|各(行|文|項目)|专利|特許|考え(て|方))/,
  },
];
