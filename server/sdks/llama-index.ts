import type { ClientSpec, OperationSpec, ParameterSpec, Platform, SdkSpec } from '../core/model/sdk.ts';

/**
 * Sources: llama-index-core 0.14.25, llama-index-llms-openai 0.8.3, -anthropic 0.12.3, -google-genai 0.11.3, -azure-openai 0.6.1, -bedrock-converse 0.15.5, -mistralai 0.11.0, -groq 0.6.1,
 * -openrouter 0.6.0, -openai-like 0.8.1, -ollama 0.11.0 and those of the other models, as `test/sdks/packages.json` lists them (PyPI); llamaindex 0.12.1, @llamaindex/core 0.6.22, @llamaindex/openai 0.4.22 and 0.1.61, llamaindex 0.8.37 and 0.3.17 (npm).
 */

interface Family {
  readonly names: readonly string[];
  readonly provider?: string;
  readonly platform?: Platform;
  readonly retries: number;
  /** The cap that its class fills in. */
  readonly fills?: { readonly python: number; readonly javascript?: number };
}

const families: readonly Family[] = [
  { names: ['OpenAI', 'OpenAIResponses', 'openai', 'openaiResponses', 'OpenAIMultiModal', 'OpenAIEmbedding'], provider: 'openai', retries: 3 },
  { names: ['AzureOpenAI', 'AzureOpenAIResponses', 'AzureAICompletionsModel', 'AzureOpenAIMultiModal', 'AzureOpenAIEmbedding'], platform: 'azure', retries: 3 },
  { names: ['Anthropic', 'anthropic', 'AnthropicMultiModal'], provider: 'anthropic', retries: 10, fills: { python: 512, javascript: 4096 } },
  { names: ['GoogleGenAI', 'Gemini', 'gemini', 'google', 'GeminiMultiModal', 'GoogleGenAIEmbedding', 'GeminiEmbedding'], provider: 'google', retries: 3 },
  { names: ['Vertex', 'VertexTextEmbedding'], platform: 'vertex', retries: 10, fills: { python: 512 } },
  { names: ['BedrockConverse', 'Bedrock', 'BedrockEmbedding'], platform: 'bedrock', retries: 10, fills: { python: 512 } },
  { names: ['MistralAI', 'mistral', 'MistralAIMultiModal', 'MistralAIEmbedding'], provider: 'mistral', retries: 5, fills: { python: 512 } },
  { names: ['Groq', 'groq'], provider: 'groq', retries: 3 },
  { names: ['Cohere', 'CohereEmbedding'], provider: 'cohere', retries: 10, fills: { python: 8192 } },
  { names: ['DeepSeek', 'DeepSeekLLM'], provider: 'deepseek', retries: 3 },
  { names: ['TogetherLLM', 'TogetherEmbedding'], provider: 'together', retries: 3 },
  { names: ['OpenRouter'], provider: 'openrouter', retries: 5, fills: { python: 256 } },
  { names: ['OpenAILike', 'OpenAILikeResponses', 'LiteLLM'], retries: 3 },
  { names: ['Ollama', 'ollama', 'OllamaMultiModal', 'OllamaEmbedding'], platform: 'local', retries: 0 },
  // In the same process, or beside it.
  { names: ['LlamaCPP', 'HuggingFaceLLM', 'Vllm', 'VllmServer', 'LMStudio', 'LocalAI', 'Llamafile', 'OpenLLM', 'OPEA', 'SGLang', 'TextGenerationInference', 'NvidiaTriton'], platform: 'local', retries: 0 },
  { names: ['Fireworks', 'Baseten', 'Anyscale', 'EverlyAI', 'Konko', 'MonsterLLM', 'OVHcloud'], platform: 'custom', retries: 10, fills: { python: 256 } },
  { names: ['Apertis', 'CometAPI', 'Helicone', 'Neutrino', 'Sarvam', 'Servam', 'StepFun', 'VercelAIGateway'], platform: 'custom', retries: 5, fills: { python: 256 } },
  { names: ['DashScope', 'DashScopeMultiModal', 'Friendli', 'PredibaseLLM'], platform: 'custom', retries: 0, fills: { python: 256 } },
  { names: ['AI21', 'DeepInfraLLM'], platform: 'custom', retries: 10, fills: { python: 512 } },
  { names: ['CleanlabTLM', 'Clarifai', 'Maritalk', 'OCIGenAI', 'RekaLLM', 'RekaMultiModalLLM', 'ReplicateMultiModal', 'WatsonX'], platform: 'custom', retries: 0, fills: { python: 512 } },
  { names: ['OCIDataScience'], platform: 'custom', retries: 5, fills: { python: 512 } },
  { names: ['SiliconFlow'], platform: 'custom', retries: 3, fills: { python: 512 } },
  { names: ['Heroku', 'IFlytek', 'NovitaAI', 'NVIDIA', 'NVIDIAMultiModal'], platform: 'custom', retries: 3, fills: { python: 1024 } },
  { names: ['SambaNovaCloud', 'SambaStudio', 'ZhipuAI'], platform: 'custom', retries: 0, fills: { python: 1024 } },
  { names: [
    'Perplexity', 'Cerebras', 'HuggingFaceInferenceAPI', 'Replicate', 'Qianfan', 'LLM', 'CustomLLM', 'FunctionCallingLLM', 'BaseLLM', 'ToolCallLLM', 'BaseEmbedding', 'HuggingFaceInferenceAPIEmbedding', 'JinaEmbedding', 'VoyageEmbedding', 'FireworksEmbedding', 'NVIDIAEmbedding',
    'OpenAILikeEmbedding', 'WatsonxLLM', 'PaLM', 'Portkey', 'Xinference', 'LlamaAPI', 'SageMakerLLM', 'LangChainLLM', 'AnyscaleEmbedding', 'ClarifaiEmbedding', 'GradientEmbedding', 'GooglePaLMEmbedding', 'NomicEmbedding',
    'AIBadgr', 'ASI', 'Contextual', 'Databricks', 'FeatherlessLLM', 'GigaChatLLM', 'KeywordsAI', 'LlamaLLM', 'MiniMax', 'ModelsLabLLM', 'NebiusLLM', 'NebiusMultiModal', 'NetmindLLM', 'OpenAILikeMultiModal', 'PaiEas', 'Pipeshift', 'Solar', 'Unify', 'Upstage', 'Yi',
  ], platform: 'custom', retries: 3 },
];

const modelName: ParameterSpec = { names: ['model', 'model_name', 'model_id', 'engine', 'deployment_name', 'azure_deployment'], settingsPosition: 0 };

const packages = {
  python: ['llama_index', 'gpt_index'],
  javascript: [
    'llamaindex', '@llamaindex/core', '@llamaindex/openai', '@llamaindex/anthropic', '@llamaindex/google', '@llamaindex/groq', '@llamaindex/mistral', '@llamaindex/ollama', '@llamaindex/deepseek', '@llamaindex/together', '@llamaindex/fireworks',
    '@llamaindex/azure', '@llamaindex/workflow',
  ],
};

const clients = families.flatMap(({ names, provider, platform = 'api', retries, fills }): readonly ClientSpec[] => {
  const client = {
    names,
    platform,
    ...(provider === undefined ? {} : { provider }),
    model: { names: modelName.names, position: 0 },
    retries: { names: { python: ['max_retries'], javascript: ['maxRetries'] }, default: retries },
    timeout: { names: { python: ['timeout', 'request_timeout'], javascript: ['timeout'] } },
    baseUrl: { names: { python: ['api_base', 'base_url'], javascript: ['baseURL', 'additionalSessionOptions.baseURL'] } },
  } satisfies ClientSpec;
  const filling = (tokens: number | undefined): Partial<ClientSpec> => (tokens === undefined ? {} : { cap: { absent: 'fixed', tokens } });
  return fills === undefined ? [client] : [{ ...client, packages: packages.python, ...filling(fills.python) }, { ...client, packages: packages.javascript, ...filling(fills.javascript) }];
});

const generate = {
  settings: 'path',
  clients: families.flatMap(({ names }) => names.filter((name) => !name.endsWith('Embedding'))),
  api: 'other',
  kind: 'generate',
  parameters: {
    model: modelName,
    // In JavaScript the request is an object with them; in Python the first argument is either.
    messages: { names: ['messages', 'user_msg'], position: 0 },
    prompt: { names: ['prompt'] },
    system: { names: ['system_prompt'] },
    tools: { names: ['tools'] },
    maxOutput: { names: { python: ['max_tokens', 'max_new_tokens', 'num_output'], javascript: ['maxTokens', 'maxOutputTokens'] } },
    temperature: { names: ['temperature'] },
    reasoning: { names: ['reasoning_effort', 'reasoningEffort', 'thinking_dict', 'reasoning_options'] },
    outputFormat: { names: ['output_cls', 'as_structured_llm#0', 'responseFormat'] },
    cache: { names: ['cache_idx', 'system_prompt_caching'] },
  },
  cap: { absent: 'model-maximum' },
  caching: { kind: 'automatic' },
} satisfies Partial<OperationSpec>;

const calls = ['complete', 'acomplete', 'chat', 'achat', 'predict', 'apredict'];
const streams = ['stream_complete', 'astream_complete', 'stream_chat', 'astream_chat', 'stream', 'astream'];

/** Their first argument is the class of the answer, the second a template. */
const structured = { ...generate, parameters: { ...generate.parameters, outputFormat: { names: ['output_cls'], position: 0 }, prompt: { names: ['prompt'], position: 1 }, messages: { names: [] } } } satisfies Partial<OperationSpec>;
const structuredCalls = ['structured_predict', 'astructured_predict'];
const structuredStreams = ['stream_structured_predict', 'astream_structured_predict'];
const withTools = { ...generate, parameters: { ...generate.parameters, tools: { names: ['tools'], position: 0 }, prompt: { names: ['user_msg'], position: 1 }, messages: { names: ['chat_history'], position: 2 } } } satisfies Partial<OperationSpec>;
const toolCalls = ['chat_with_tools', 'achat_with_tools', 'predict_and_call', 'apredict_and_call'];
const toolStreams = ['stream_chat_with_tools', 'astream_chat_with_tools'];

/** In JavaScript the classes themselves are built, in Python mostly by their `from_defaults`. */
const chatEngines = ['SimpleChatEngine', 'ContextChatEngine', 'CondenseQuestionChatEngine', 'CondensePlusContextChatEngine'].flatMap((name) => [name, `${name}.from_defaults`]);

/** What agents of older versions are made of. */
const workers = ['FunctionCallingAgentWorker', 'ReActAgentWorker', 'OpenAIAgentWorker', 'LATSAgentWorker', 'LLMCompilerAgentWorker', 'CoAAgentWorker'].flatMap((name) => [name, `${name}.from_tools`]).concat('BaseAgentWorker');

/** What another reflects on what one has said, each with a model of its own. */
const introspective = ['IntrospectiveAgentWorker.from_defaults'];
const reflecting = ['reflective_agent_worker', 'settings#0'].flatMap((worker) => [`${worker}.correction_llm`, `${worker}.llm`]);
const reflectedOn = { names: ['reflective_agent_worker.critique_agent_worker.llm', 'settings#0.critique_agent_worker.llm', 'main_agent_worker.llm', 'settings#1.llm'] };

/** What functions of one's own are handed, and how often those try again is not known. */
const bases = ['BaseWorkflowAgent', 'BaseAgent', 'BaseChatEngine', 'BaseQueryEngine'];

/** Agents are given a model; what they do not say, it does. */
const agents = [
  'FunctionAgent', 'ReActAgent', 'CodeActAgent', 'ReActAgent.from_tools', 'FunctionCallingAgent.from_tools', 'OpenAIAgent.from_tools', 'OpenAIAgent', 'AnthropicAgent', 'LLMAgent', 'OpenAIContextAwareAgent', 'AnthropicContextAwareAgent', 'AgentRunner', ...chatEngines,
];
const pythonAgents = ['AgentWorkflow', 'AgentWorkflow.from_tools_or_functions', 'FnRetrieverOpenAIAgent.from_retriever', 'ContextRetrieverOpenAIAgent.from_tools_and_retriever'];

/** The cap is one of the model's own settings. */
function capIn(python: readonly string[], javascript: readonly string[]): ParameterSpec {
  return { names: { python: python.flatMap((model) => [`${model}.max_tokens`, `${model}.max_new_tokens`]), javascript: javascript.flatMap((model) => [`${model}.maxTokens`, `${model}.maxOutputTokens`]) } };
}

const ofAgent = {
  ...generate,
  clients: [...agents, ...pythonAgents, ...bases],
  parameters: {
    ...generate.parameters,
    model: { names: ['chatModel', 'llm', 'agents[].llm', 'agent_worker.llm', 'settings#0.llm', 'service_context.llm', 'service_context.llm_predictor.llm'] },
    // What an engine is given goes before what all of them are.
    maxOutput: capIn(['llm', 'service_context.llm'], ['chatModel', 'llm']),
    temperature: { names: ['llm.temperature'] },
  },
} satisfies Partial<OperationSpec>;

/** What answers from documents asks the model that it is given, else the one of `Settings`. */
/** Of the first versions, which were asked themselves. */
const firstIndexes = ['GPTSimpleVectorIndex', 'GPTListIndex', 'GPTTreeIndex', 'GPTKeywordTableIndex', 'GPTSimpleKeywordTableIndex'].flatMap((name) => [name, ...['from_documents', 'load_from_disk', 'load_from_string'].map((maker) => `${name}.${maker}`)]);
const indexes = ['VectorStoreIndex', 'SummaryIndex', 'ListIndex', 'TreeIndex', 'KeywordTableIndex', 'KnowledgeGraphIndex', 'PropertyGraphIndex', 'DocumentSummaryIndex', 'GPTVectorStoreIndex']
  .flatMap((name) => [name, ...['from_documents', 'from_vector_store', 'from_existing', 'fromDocuments', 'fromVectorStore', 'init'].map((maker) => `${name}.${maker}`)])
  .concat('load_index_from_storage');
const pythonIndexes = ['SimpleKeywordTableIndex', 'RAKEKeywordTableIndex', 'MultiModalVectorStoreIndex'].flatMap((name) => [name, `${name}.from_documents`]);
const engines = ['RetrieverQueryEngine', 'CitationQueryEngine', 'SubQuestionQueryEngine', 'RouterQueryEngine', 'TransformQueryEngine', 'MultiStepQueryEngine', 'NLSQLTableQueryEngine', 'SQLTableRetrieverQueryEngine', 'PandasQueryEngine'].flatMap((name) => [name, `${name}.from_args`, `${name}.from_defaults`, `${name}.fromDefaults`]);
const pythonEngines = [
  'FLAREInstructQueryEngine', 'JSONalyzeQueryEngine', 'JSONQueryEngine', 'KnowledgeGraphQueryEngine', 'PGVectorSQLQueryEngine', 'SQLAutoVectorQueryEngine', 'SQLJoinQueryEngine', 'RetryQueryEngine', 'RetryGuidelineQueryEngine',
  'RetrySourceQueryEngine', 'ToolRetrieverRouterQueryEngine', 'ComposableGraphQueryEngine', 'SimpleMultiModalQueryEngine', 'NLStructStoreQueryEngine',
];

/** Before `Settings`, a model came in an object with other things, and in another around it. */
const inService = ['llm', 'llm_predictor.llm', 'service_context.llm', 'service_context.llm_predictor.llm'];

const ofService = { ...ofAgent, parameters: { ...ofAgent.parameters, model: { names: { python: inService, javascript: ['chatModel', 'llm', 'serviceContext.llm'] } }, maxOutput: capIn(inService, ['chatModel', 'llm', 'serviceContext.llm']), prompt: { names: ['query', 'message', 'str_or_query_bundle'], position: 0 }, messages: { names: ['chat_history', 'chatHistory'] } } } satisfies Partial<OperationSpec>;
/** llama-index-core 0.14: its template for questions, and up to two pieces of 1,024 tokens. */
const retrieved = { tokens: [110, 2200], what: 'its own instructions and what it retrieves' } satisfies OperationSpec['ownText'];
const ofIndex = { ...ofService, ownText: retrieved, clients: [...indexes, ...pythonIndexes, ...firstIndexes] } satisfies Partial<OperationSpec>;
/** Engines ask others, which have models of their own. */
const ofEngine = { ...ofIndex, clients: [...engines, ...pythonEngines], otherModels: { names: ['selector.llm', 'query_engine_tools[].query_engine.llm', 'query_engine.llm', 'settings#0.llm', 'query_transform.llm', 'settings#1.llm', 'query_transform.#0'] } } satisfies Partial<OperationSpec>;

/** What else is given a model, or asks that of `Settings`: what makes one answer of many, and what judges. */
const synthesizers = ['get_response_synthesizer', 'ResponseSynthesizer.from_args', 'TreeSummarize', 'Refine', 'CompactAndRefine', 'SimpleSummarize', 'Accumulate', 'CompactAndAccumulate', 'Generation', 'BaseSynthesizer'];
/** What puts what was found in a better order. */
const rerankers = ['LLMRerank', 'StructuredLLMRerank', 'RankGPTRerank'];
const evaluators = ['FaithfulnessEvaluator', 'RelevancyEvaluator', 'CorrectnessEvaluator', 'GuidelineEvaluator', 'PairwiseComparisonEvaluator', 'AnswerRelevancyEvaluator', 'ContextRelevancyEvaluator', 'QueryResponseEvaluator', 'ResponseEvaluator'];
const ofAsker = { ...ofService, ecosystems: ['python'], streaming: 'never' } as const satisfies Partial<OperationSpec>;

/** A program is a prompt and what comes back of it. */
const programs = ['LLMTextCompletionProgram', 'FunctionCallingProgram', 'OpenAIPydanticProgram', 'MultiModalLLMCompletionProgram', 'DFRowsProgram', 'DFFullProgram'].flatMap((name) => [name, `${name}.from_defaults`]);
const ofProgram = {
  ...ofAsker,
  clients: programs,
  parameters: { ...ofAgent.parameters, model: { names: [...inService, 'multi_modal_llm'] }, messages: { names: [] }, prompt: { names: ['prompt_template_str', 'prompt'] }, system: { names: [] }, tools: { names: [] } },
} as const satisfies Partial<OperationSpec>;

/** What makes other questions of one, and questions of documents. */
const transforms = ['HyDEQueryTransform', 'DecomposeQueryTransform', 'StepDecomposeQueryTransform'];
const questioners = ['LLMQuestionGenerator', 'OpenAIQuestionGenerator'].flatMap((name) => [name, `${name}.from_defaults`]);
const datasetMakers = ['RagDatasetGenerator', 'DatasetGenerator'].flatMap((name) => [name, `${name}.from_documents`]);

/** An assistant is kept by the provider. */
const assistants = ['OpenAIAssistantAgent.from_new', 'OpenAIAssistantAgent.from_existing', 'OpenAIAssistantAgent'];
const ofAssistant = { ...ofAsker, clients: assistants, parameters: { model: { names: ['model'] }, system: { names: ['instructions'] }, tools: { names: ['tools', 'openai_tools'] }, prompt: { names: ['message'], position: 0 }, messages: { names: ['chat_history'] } }, turns: 'kept' } as const satisfies Partial<OperationSpec>;

/** What is found out of pieces of documents, and kept with them. */
const extractors = ['TitleExtractor', 'SummaryExtractor', 'KeywordExtractor', 'QuestionsAnsweredExtractor', 'PydanticProgramExtractor'];
const ofExtractor = { ...ofAsker, clients: extractors, parameters: { ...ofAsker.parameters, model: { names: ['llm', 'llm_predictor.llm', 'program.llm'] }, prompt: { names: [] }, messages: { names: [] } } } as const satisfies Partial<OperationSpec>;

const embeddings = {
  settings: 'path',
  clients: families.flatMap(({ names }) => names.filter((name) => name.endsWith('Embedding'))),
  api: 'embeddings',
  kind: 'embed',
  streaming: 'never',
  parameters: { model: modelName, prompt: { names: ['text', 'texts', 'query', 'queries'], position: 0 } },
  cap: { absent: 'none' },
  caching: { kind: 'none' },
} satisfies Partial<OperationSpec>;

const embeds = { python: ['get_text_embedding', 'aget_text_embedding', 'get_text_embedding_batch', 'aget_text_embedding_batch', 'get_query_embedding', 'aget_query_embedding', 'get_agg_embedding_from_queries', 'aget_agg_embedding_from_queries'], javascript: ['getTextEmbedding', 'getTextEmbeddings', 'getQueryEmbedding', 'getTextEmbeddingsBatch'] };

const below = (member: string, paths: readonly string[]): readonly string[] => paths.map((path) => `${member}.${path}`);

/** The model of an agent, or of the settings, asked by itself. */
const ofHeld = (holder: string, clients: readonly string[]): readonly OperationSpec[] => {
  const { model, maxOutput, temperature, messages, prompt, outputFormat } = ofAgent.parameters;
  const its = { ...ofAgent, clients, parameters: { model, maxOutput, temperature, messages, prompt, outputFormat } };
  return [
    { ...its, paths: below(holder, calls), ecosystems: ['python'], streaming: 'never' },
    { ...its, paths: below(holder, streams), ecosystems: ['python'], streaming: 'always' },
    ...[structured, withTools].flatMap((form): readonly OperationSpec[] => {
      const as = { ...form, ...its, ecosystems: ['python'], parameters: { ...form.parameters, model, maxOutput, temperature } } as const;
      const [once, streamed] = form === structured ? [structuredCalls, structuredStreams] : [toolCalls, toolStreams];
      return [{ ...as, paths: below(holder, once), streaming: 'never' }, { ...as, paths: below(holder, streamed), streaming: 'always' }];
    }),
    { ...its, paths: below(holder, ['chat', 'complete', 'exec']), ecosystems: ['javascript'], streaming: 'by-parameter', parameters: { ...its.parameters, stream: { names: ['stream'] } } },
  ];
};

const plain = { platform: 'api', retries: { names: [], default: 3 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

export const llamaIndex = {
  id: 'llama-index',
  name: 'LlamaIndex',
  provider: null,
  packages,
  clients: [...clients, { ...plain, names: ['agent'], packages: ['@llamaindex/workflow', 'llamaindex'] }, { ...plain, names: [...agents, ...indexes, ...engines, ''] }, { ...plain, names: [...pythonAgents, ...workers, ...introspective, 'SelfReflectionAgentWorker.from_defaults', 'ToolInteractiveReflectionAgentWorker.from_defaults', ...pythonIndexes, ...pythonEngines, ...synthesizers, ...evaluators, ...rerankers, ...programs, ...extractors, ...transforms, ...questioners, ...datasetMakers, ...assistants, 'QueryPipeline'], packages: ['llama_index'] }, { ...plain, names: [...firstIndexes, 'LLMPredictor'], packages: ['llama_index', 'gpt_index'] }, { ...plain, names: bases, packages: ['llama_index'], retries: { names: ['max_retries'], default: 3 } }],
  tellingVerbs: ['acomplete', 'achat', 'astream_chat'],
  modelByUse: { client: 'LLM', given: ['messages', 'template'] },
  operations: [
    { ...ofAgent, paths: ['run', 'chat', 'achat', 'query', 'aquery'], ecosystems: ['python'], streaming: 'never' },
    { ...ofAgent, paths: ['stream_chat', 'astream_chat'], ecosystems: ['python'], streaming: 'always' },
    { ...ofAgent, clients: workers, paths: below('as_agent()', ['chat', 'achat', 'query', 'aquery']), ecosystems: ['python'], streaming: 'never' },
    { ...ofAgent, clients: workers, paths: below('as_agent()', ['stream_chat', 'astream_chat']), ecosystems: ['python'], streaming: 'always' },
    { ...ofAgent, clients: introspective, otherModels: reflectedOn, stepsWhenAbsent: 'unknown', paths: below('as_agent()', ['chat', 'achat']), ecosystems: ['python'], streaming: 'never', parameters: { ...ofAgent.parameters, model: { names: reflecting }, maxOutput: capIn(reflecting, []) } },
    ...ofHeld('llm', ofAgent.clients),
    ...ofHeld('Settings.llm', ['']),
    { ...embeddings, clients: [''], paths: [...below('Settings.embed_model', embeds.python), ...below('Settings.embedModel', embeds.javascript)], parameters: { ...embeddings.parameters, model: { names: ['embed_model', 'embedModel'] } } },
    { ...ofAgent, clients: ['agent'], paths: ['run', 'runStream'], ecosystems: ['javascript'], request: { javascript: 'arguments' }, streaming: 'never' },
    { ...ofIndex, paths: ['as_query_engine().query', 'as_query_engine().aquery', 'as_chat_engine().chat', 'as_chat_engine().achat'], ecosystems: ['python'], streaming: 'never' },
    { ...ofIndex, paths: ['as_chat_engine().stream_chat', 'as_chat_engine().astream_chat'], ecosystems: ['python'], streaming: 'always' },
    { ...ofIndex, paths: ['asQueryEngine().query', 'asChatEngine().chat'], ecosystems: ['javascript'], streaming: 'by-parameter', parameters: { ...ofIndex.parameters, stream: { names: ['stream'] } } },
    // Its second argument is the model, or in older versions what holds it.
    { ...ofEngine, clients: ['RetrieverQueryEngine.from_args'], ecosystems: ['python'], paths: ['query', 'aquery'], streaming: 'never', parameters: { ...ofEngine.parameters, model: { names: [...inService, 'settings#1.llm', 'settings#1'] }, maxOutput: capIn([...inService, 'settings#1.llm', 'settings#1'], []) } },
    { ...ofEngine, paths: ['query', 'aquery'], streaming: 'never' },
    { ...ofIndex, clients: firstIndexes, paths: ['query', 'aquery'], ecosystems: ['python'], streaming: 'never', legacy: 'an index is asked through its query engine since 2023' },
    { ...ofAsker, clients: synthesizers, paths: ['synthesize', 'asynthesize', 'get_response', 'aget_response'] },
    { ...ofAsker, clients: evaluators, paths: ['evaluate', 'aevaluate', 'evaluate_response', 'aevaluate_response'], stepsWhenAbsent: 'unknown' },
    { ...ofAsker, clients: rerankers, paths: ['postprocess_nodes', 'apostprocess_nodes'], ownText: { tokens: [150, 4200], what: 'its own instructions and what it puts in order' }, parameters: { ...ofAsker.parameters, prompt: { names: ['query_str'] }, messages: { names: [] } } },
    { ...ofProgram, paths: ['', 'acall'] },
    { ...ofAsker, clients: transforms, paths: ['', 'run'], parameters: { ...ofAsker.parameters, prompt: { names: ['query_bundle_or_str'], position: 0 }, messages: { names: [] } } },
    { ...ofAsker, clients: questioners, paths: ['generate', 'agenerate'], parameters: { ...ofAsker.parameters, prompt: { names: ['query'], position: 1 }, messages: { names: [] } } },
    { ...ofAsker, clients: datasetMakers, paths: ['generate_dataset_from_nodes', 'agenerate_dataset_from_nodes', 'generate_questions_from_nodes', 'agenerate_questions_from_nodes'], stepsWhenAbsent: 'unknown', parameters: { ...ofAsker.parameters, prompt: { names: [] }, messages: { names: [] } } },
    { ...ofAsker, clients: [''], paths: ['generate_question_context_pairs', 'generate_qa_embedding_pairs'], stepsWhenAbsent: 'unknown', parameters: { ...ofAsker.parameters, prompt: { names: [] }, messages: { names: [] } } },
    { ...ofAssistant, paths: ['chat', 'achat'], stepsWhenAbsent: 'unknown' },
    { ...ofExtractor, paths: ['', 'acall', 'extract', 'aextract', 'process_nodes', 'aprocess_nodes', 'run', 'arun'] },
    // Of a pipeline, which runs what it was given.
    { ...ofAsker, clients: [...synthesizers, ...engines, ...pythonEngines], paths: ['run', 'arun'] },
    { ...ofAsker, ownText: retrieved, clients: ofIndex.clients, paths: ['as_query_engine().run', 'as_query_engine().arun'] },
    { ...ofAsker, clients: ['QueryPipeline'], needs: 'model', paths: ['run', 'arun', 'run_multi', 'arun_multi'], parameters: { model: { names: ['module'] } } },
    { ...generate, paths: ['run', 'arun', 'run_multi', 'arun_multi'], ecosystems: ['python'], streaming: 'never', parameters: { ...generate.parameters, messages: { names: [] } } },
    { ...ofProgram, paths: ['stream_call', 'astream_call'], streaming: 'always' },
    { ...ofAsker, clients: ['LLMPredictor'], paths: ['predict', 'apredict'], legacy: 'the model itself took its place' },
    { ...embeddings, paths: embeds.python, ecosystems: ['python'] },
    { ...embeddings, paths: embeds.javascript, ecosystems: ['javascript'], request: { javascript: 'arguments' } },
    { ...ofAgent, paths: ['chat'], ecosystems: ['javascript'], streaming: 'by-parameter', parameters: { ...ofAgent.parameters, prompt: { names: ['message'] }, messages: { names: ['chatHistory'] }, stream: { names: ['stream'] } } },
    { ...generate, paths: calls, ecosystems: ['python'], streaming: 'never' },
    { ...generate, paths: streams, ecosystems: ['python'], streaming: 'always' },
    { ...structured, paths: structuredCalls, ecosystems: ['python'], streaming: 'never' },
    { ...structured, paths: structuredStreams, ecosystems: ['python'], streaming: 'always' },
    { ...withTools, paths: toolCalls, ecosystems: ['python'], streaming: 'never' },
    { ...withTools, paths: toolStreams, ecosystems: ['python'], streaming: 'always' },
    { ...generate, paths: ['chat', 'complete', 'exec'], ecosystems: ['javascript'], streaming: 'by-parameter', parameters: { ...generate.parameters, stream: { names: ['stream'] } } },
    { ...generate, paths: ['streamExec'], ecosystems: ['javascript'], streaming: 'always' },
  ],
  messages: [
    { paths: ['ChatMessage()'], role: { names: ['role'], position: 0 }, content: { names: ['content'], position: 1 } },
    { paths: ['ChatMessage.from_str()'], role: 'user', content: { names: ['content'], position: 0 } },
    { paths: ['PromptTemplate()', 'ChatPromptTemplate()', 'RichPromptTemplate()', 'PromptTemplate().format()'], role: null, content: { names: ['template', 'message_templates'], position: 0 }, holes: 'braces' },
  ],
  configures: { paths: ['Settings', 'set_global_service_context()'], fields: ['llm', 'embed_model', 'embedModel', 'service_context'], positional: 'service_context' },
  carriers: [
    { paths: ['QueryPipeline()', 'IngestionPipeline()', 'RouterComponent()'], packages: ['llama_index'] },
    { paths: ['multiAgent()'], packages: ['@llamaindex/workflow', 'llamaindex'] },
  ],
  collects: [{ methods: ['add_modules'], given: { names: ['module_dict'], position: 0 }, field: 'module' }, { methods: ['add'], given: { names: ['module'], position: 1 }, field: 'module' }],
  modelBases: ['LLM', 'CustomLLM', 'FunctionCallingLLM', 'BaseLLM', 'ToolCallLLM', 'BaseEmbedding', 'BaseAgent', 'BaseChatEngine', 'BaseQueryEngine'],
  standIns: ['MockLLM', 'MockFunctionCallingLLM'],
  transparent: [],
  fluent: ['as_structured_llm'],
  errors: { transient: [], permanent: ['OutputParserException'], base: [] },
} satisfies SdkSpec;
