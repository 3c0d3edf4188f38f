import type { AnswerToolSpec, CachingSpec, CapSpec, ClientSpec, MessageSpec, OperationSpec, ParameterSpec, Platform, SchemaSpec, SdkSpec } from '../core/model/sdk.ts';
import { markedBlocks } from './shared/marked-blocks.ts';

/**
 * Sources: langchain 1.5.0, langchain-core 1.8.2, langchain-openai 1.7.4, langchain-anthropic 1.7.10 and the other partner packages, langchain-classic 1.0.8, langchain-community 0.4.2,
 * langgraph-prebuilt 1.1.2 (PyPI); langchain 1.5.14, 0.3.36 and 0.0.214, @langchain/core 1.4.0, @langchain/openai 1.6.0, @langchain/anthropic 1.5.11, @langchain/google-genai 2.3.2, @langchain/community 1.1.29,
 * 0.3.57 and 0.0.57 (npm).
 *
 * Deliberately absent: graphs of one's own (`StateGraph`), tools and retrievers, whose `invoke` may or may not reach a model.
 */

const python = [
  'langchain', 'langchain_core', 'langchain_classic', 'langchain_community', 'langchain_experimental', 'langchain_openai', 'langchain_anthropic', 'langchain_google_genai', 'langchain_google_vertexai', 'langchain_aws',
  'langchain_mistralai', 'langchain_groq', 'langchain_cohere', 'langchain_ollama', 'langchain_deepseek', 'langchain_xai', 'langchain_together', 'langchain_fireworks', 'langchain_openrouter', 'langchain_litellm',
  'langchain_perplexity', 'langchain_nvidia_ai_endpoints', 'langchain_huggingface', 'langchain_ibm', 'langchain_azure_ai', 'langchain_cerebras', 'langchain_sambanova', 'langchain_upstage', 'langchain_ai21', 'langchain_nomic',
  'langchain_voyageai', 'langchain_qwq', 'langchain_nebius', 'langchain_pinecone', 'langchain_cloudflare', 'langchain_naver', 'databricks_langchain', 'langgraph.prebuilt', 'langgraph_supervisor', 'langgraph_swarm', 'langmem', 'trustcall', 'deepagents',
] as const;

const javascript = [
  'langchain', '@langchain/core', '@langchain/classic', '@langchain/community', '@langchain/openai', '@langchain/anthropic', '@langchain/google-genai', '@langchain/google', '@langchain/google-vertexai',
  '@langchain/google-vertexai-web', '@langchain/aws', '@langchain/mistralai', '@langchain/groq', '@langchain/cohere', '@langchain/ollama', '@langchain/deepseek', '@langchain/xai', '@langchain/openrouter',
  '@langchain/google-gauth', '@langchain/google-webauth', '@langchain/cerebras', '@langchain/cloudflare', '@langchain/baidu-qianfan', '@langchain/yandex', '@langchain/langgraph/prebuilt',
  '@langchain/langgraph-supervisor', '@langchain/langgraph-swarm', 'deepagents',
] as const;

/** Where the classes lived before each provider had a package of its own. */
const older = ['langchain', 'langchain_community', 'langchain_classic', '@langchain/community', '@langchain/classic'];

/** What a chain is given instead, which is or holds a model. */
const ofChain = ['llm', 'agent'];

const modelName: ParameterSpec = {
  names: {
    python: ['model', 'model_name', 'model_id', 'azure_deployment', 'deployment_name', 'engine', ...ofChain, 'llm_chain'],
    javascript: ['model', 'modelName', 'modelId', 'azureOpenAIApiDeploymentName', 'deploymentName', ...ofChain, 'llmChain'],
  },
  settingsPosition: 0,
};

interface Family {
  readonly names: readonly string[];
  readonly python: readonly string[];
  readonly javascript: readonly string[];
  /** Absent: the model's name tells it. */
  readonly provider?: string;
  readonly platform?: Platform;
  /** In Python. In JavaScript it is 6 for all: the SDK beneath is told not to retry. */
  readonly retries: number;
}

/** Retries differ by ecosystem and package, all else is the same for every class. */
function clientsOf({ names, python: inPython, javascript: inJavascript, provider, platform = 'api', retries }: Family): readonly ClientSpec[] {
  const shared = {
    names,
    platform,
    ...(platform === 'vertex' ? { region: { names: ['location'] } } : {}),
    ...(provider === undefined ? {} : { provider }),
    model: modelName,
    timeout: { names: { python: ['timeout', 'request_timeout', 'default_request_timeout'], javascript: ['timeout', 'clientOptions.timeout'] } },
    baseUrl: {
      names: {
        python: ['base_url', 'openai_api_base', 'anthropic_api_url', 'groq_api_base', 'endpoint'],
        javascript: ['configuration.baseURL', 'clientOptions.baseURL', 'anthropicApiUrl', 'baseUrl', 'baseURL'],
      },
    },
  } satisfies Partial<ClientSpec>;
  const retryNames = { python: ['max_retries', 'retries'], javascript: ['maxRetries'] };
  return [
    ...(inPython.length === 0 ? [] : [{ ...shared, packages: inPython, retries: { names: retryNames, default: retries } }]),
    ...(inJavascript.length === 0 ? [] : [{ ...shared, packages: inJavascript, retries: { names: retryNames, default: 6 } }]),
  ];
}

const inPythonAndOlder = (...own: readonly string[]): readonly string[] => [...own, ...older.filter((name) => !name.startsWith('@'))];
const inJavascriptAndOlder = (...own: readonly string[]): readonly string[] => [...own, ...older.filter((name) => name.startsWith('@'))];

const notPriced = { javascript: ['langchain', ...inJavascriptAndOlder()], platform: 'custom', retries: 2 } as const satisfies Partial<Family>;

const families: readonly Family[] = [
  { names: ['ChatOpenAI', 'OpenAI', 'OpenAIEmbeddings', 'OpenAIChat', 'ChatOpenAIResponses', 'ChatOpenAICompletions', 'BaseChatOpenAI'], python: inPythonAndOlder('langchain_openai'), javascript: inJavascriptAndOlder('@langchain/openai'), provider: 'openai', retries: 2 },
  { names: ['AzureChatOpenAI', 'AzureOpenAI', 'AzureOpenAIEmbeddings'], python: inPythonAndOlder('langchain_openai'), javascript: inJavascriptAndOlder('@langchain/openai'), platform: 'azure', retries: 2 },
  { names: ['ChatAnthropic', 'AnthropicLLM', 'Anthropic', 'ChatAnthropicMessages'], python: inPythonAndOlder('langchain_anthropic'), javascript: inJavascriptAndOlder('@langchain/anthropic'), provider: 'anthropic', retries: 2 },
  { names: ['ChatGoogleGenerativeAI', 'GoogleGenerativeAI', 'GoogleGenerativeAIEmbeddings', 'ChatGoogle', 'GoogleLLM', 'GoogleEmbeddings'], python: inPythonAndOlder('langchain_google_genai'), javascript: inJavascriptAndOlder('@langchain/google-genai', '@langchain/google', '@langchain/google-gauth', '@langchain/google-webauth'), provider: 'google', retries: 6 },
  { names: ['ChatVertexAI', 'VertexAI', 'VertexAIEmbeddings', 'ChatAnthropicVertex', 'ChatGoogleVertexAI', 'GoogleVertexAI', 'GoogleVertexAIEmbeddings'], python: inPythonAndOlder('langchain_google_vertexai'), javascript: inJavascriptAndOlder('@langchain/google-vertexai', '@langchain/google-vertexai-web'), platform: 'vertex', retries: 6 },
  { names: ['ChatBedrock', 'ChatBedrockConverse', 'BedrockChat', 'BedrockLLM', 'Bedrock', 'BedrockEmbeddings'], python: inPythonAndOlder('langchain_aws'), javascript: inJavascriptAndOlder('@langchain/aws'), platform: 'bedrock', retries: 4 },
  { names: ['ChatAnthropicBedrock', 'ChatAnthropicMantle', 'ChatOpenAIMantle'], python: ['langchain_aws'], javascript: [], platform: 'bedrock', retries: 2 },
  { names: ['ChatMistralAI', 'MistralAI', 'MistralAIEmbeddings'], python: inPythonAndOlder('langchain_mistralai'), javascript: inJavascriptAndOlder('@langchain/mistralai'), provider: 'mistral', retries: 5 },
  { names: ['ChatGroq'], python: inPythonAndOlder('langchain_groq'), javascript: inJavascriptAndOlder('@langchain/groq'), provider: 'groq', retries: 2 },
  { names: ['ChatCohere', 'Cohere', 'CohereEmbeddings'], python: inPythonAndOlder('langchain_cohere'), javascript: inJavascriptAndOlder('@langchain/cohere'), provider: 'cohere', retries: 2 },
  { names: ['ChatOllama', 'OllamaLLM', 'Ollama', 'OllamaEmbeddings', 'OllamaFunctions'], python: inPythonAndOlder('langchain_ollama', 'langchain_experimental'), javascript: inJavascriptAndOlder('@langchain/ollama'), platform: 'local', retries: 0 },
  { names: ['ChatDeepSeek'], python: ['langchain_deepseek'], javascript: ['@langchain/deepseek'], provider: 'deepseek', retries: 2 },
  { names: ['ChatXAI', 'ChatXAIResponses'], python: ['langchain_xai'], javascript: ['@langchain/xai'], provider: 'xai', retries: 2 },
  { names: ['ChatTogether', 'Together', 'ChatTogetherAI', 'TogetherAI', 'TogetherEmbeddings', 'TogetherAIEmbeddings'], python: inPythonAndOlder('langchain_together'), javascript: inJavascriptAndOlder(), provider: 'together', retries: 2 },
  { names: ['ChatOpenRouter'], python: ['langchain_openrouter'], javascript: ['@langchain/openrouter'], provider: 'openrouter', retries: 2 },
  { names: ['ChatLiteLLM', 'ChatLiteLLMRouter', 'LiteLLMEmbeddings'], python: inPythonAndOlder('langchain_litellm'), javascript: [], retries: 1 },
  // Models that are not priced here.
  { ...notPriced, names: ['ChatFireworks', 'Fireworks', 'FireworksEmbeddings'], python: inPythonAndOlder('langchain_fireworks') },
  { ...notPriced, names: ['ChatPerplexity', 'PerplexityEmbeddings'], python: inPythonAndOlder('langchain_perplexity') },
  { ...notPriced, names: ['ChatNVIDIA', 'NVIDIA', 'NVIDIAEmbeddings'], python: inPythonAndOlder('langchain_nvidia_ai_endpoints') },
  {
    ...notPriced,
    names: ['ChatHuggingFace', 'HuggingFaceEndpoint', 'HuggingFaceHub', 'HuggingFaceTextGenInference', 'HuggingFaceInferenceAPIEmbeddings', 'HuggingFaceHubEmbeddings', 'HuggingFaceEndpointEmbeddings'],
    python: inPythonAndOlder('langchain_huggingface'),
  },
  { ...notPriced, names: ['ChatWatsonx', 'WatsonxLLM', 'WatsonxEmbeddings'], python: ['langchain_ibm'], javascript: ['@langchain/community'] },
  { ...notPriced, names: ['AzureMLChatOnlineEndpoint', 'AzureMLOnlineEndpoint', 'AzureAIChatCompletionsModel', 'AzureAIOpenAIApiChatModel', 'AzureAIAnthropicChatModel', 'AzureAIEmbeddingsModel', 'AzureAIOpenAIApiEmbeddingsModel'], python: inPythonAndOlder('langchain_azure_ai') },
  { ...notPriced, names: ['ChatCerebras'], python: ['langchain_cerebras'], javascript: ['@langchain/cerebras'] },
  { ...notPriced, names: ['ChatSambaNova', 'ChatSambaNovaCloud', 'ChatSambaStudio', 'SambaNovaEmbeddings', 'SambaNovaCloudEmbeddings'], python: inPythonAndOlder('langchain_sambanova'), javascript: [] },
  { ...notPriced, names: ['ChatUpstage', 'UpstageEmbeddings'], python: ['langchain_upstage'], javascript: [] },
  { ...notPriced, names: ['ChatAI21', 'AI21'], python: inPythonAndOlder('langchain_ai21'), javascript: [] },
  { ...notPriced, names: ['NomicEmbeddings'], python: ['langchain_nomic'], javascript: [] },
  { ...notPriced, names: ['VoyageAIEmbeddings', 'VoyageEmbeddings'], python: inPythonAndOlder('langchain_voyageai') },
  { ...notPriced, names: ['ChatQwen', 'ChatQwQ'], python: ['langchain_qwq'], javascript: [] },
  { ...notPriced, names: ['ChatNebius', 'NebiusEmbeddings'], python: ['langchain_nebius'], javascript: [] },
  { ...notPriced, names: ['PineconeEmbeddings'], python: ['langchain_pinecone'], javascript: [] },
  { ...notPriced, names: ['ChatCloudflareWorkersAI', 'CloudflareWorkersAI', 'CloudflareWorkersAIEmbeddings'], python: inPythonAndOlder('langchain_cloudflare'), javascript: ['langchain', ...inJavascriptAndOlder('@langchain/cloudflare')] },
  { ...notPriced, names: ['ChatClovaX', 'ClovaXEmbeddings'], python: ['langchain_naver'], javascript: [] },
  { ...notPriced, names: ['ChatDatabricks', 'DatabricksEmbeddings'], python: inPythonAndOlder('databricks_langchain') },
  {
    ...notPriced,
    names: [
      'ChatTongyi', 'ChatZhipuAI', 'ChatBaichuan', 'MoonshotChat', 'ChatMoonshot', 'QianfanChatEndpoint', 'ChatDeepInfra', 'ChatAnyscale', 'ChatSparkLLM', 'ChatYandexGPT', 'MiniMaxChat', 'ChatMinimax', 'ChatHunyuan', 'ChatSnowflakeCortex',
      'ChatAlibabaTongyi', 'Replicate', 'ChatGooglePalm', 'GooglePalm', 'ChatMaritalk', 'ChatReka', 'ChatYi', 'ChatFriendli', 'ChatMlflow', 'ChatOCIGenAI', 'OCIGenAI', 'ChatCoze', 'ChatEdenAI', 'ErnieBotChat', 'JinaChat', 'GigaChat',
      'SolarChat', 'VolcEngineMaasChat', 'PromptLayerChatOpenAI', 'PromptLayerOpenAI', 'AlephAlpha', 'Anyscale', 'Databricks', 'DeepInfra', 'Writer', 'SagemakerEndpoint', 'Tongyi', 'QianfanLLMEndpoint', 'VLLMOpenAI',
      'VertexAIModelGarden', 'Predibase', 'NLPCloud', 'GooseAI', 'Petals', 'Xinference', 'TextGen', 'OctoAIEndpoint', 'Clarifai', 'YandexGPT', 'JinaEmbeddings', 'DashScopeEmbeddings', 'QianfanEmbeddingsEndpoint', 'ZhipuAIEmbeddings',
      // JavaScript's names.
      'ChatGooglePaLM', 'GooglePaLM', 'GooglePaLMEmbeddings', 'HuggingFaceInference', 'HuggingFaceInferenceEmbeddings', 'ChatBaiduWenxin', 'ChatBaiduQianfan', 'BaiduQianfanEmbeddings', 'ChatIflytekXinghuo', 'ChatTencentHunyuan',
      'TencentHunyuanEmbeddings', 'ChatNovitaAI', 'Friendli', 'DeepInfraLLM', 'GradientLLM', 'GradientEmbeddings', 'MinimaxEmbeddings', 'AlibabaTongyiEmbeddings', 'ByteDanceDoubaoEmbeddings', 'PremEmbeddings',
      'SageMakerEndpoint', 'SageMakerEndpointEmbeddings', 'WatsonxAI', 'Portkey', 'PortkeyChat', 'YandexGPTEmbeddings',
      'GooglePalmEmbeddings', 'MlflowEmbeddings', 'DeepInfraEmbeddings', 'SagemakerEndpointEmbeddings', 'LocalAIEmbeddings', 'XinferenceEmbeddings', 'BaichuanTextEmbeddings', 'OCIGenAIEmbeddings',
      'ChatEverlyAI', 'ChatKonko', 'ChatOctoAI', 'ChatMLflowAIGateway', 'ChatWriter', 'ChatPremAI', 'ChatNebula', 'ChatKinetica', 'ChatOCIModelDeployment', 'ChatYuan2', 'GPTRouter', 'PaiEasChatEndpoint', 'YiLLM',
      'SparkLLM', 'Moonshot', 'Minimax', 'BaichuanLLM', 'Mlflow', 'SambaNovaCloud', 'SambaStudio', 'Solar', 'PredictionGuard', 'Baseten', 'Konko', 'OpenLM', 'MosaicML', 'StochasticAI', 'ForefrontAI', 'CerebriumAI',
      'VolcEngineMaasLLM', 'AmazonAPIGateway', 'EdenAI', 'Aviary', 'OCIModelDeploymentLLM', 'AnyscaleEmbeddings', 'ClarifaiEmbeddings', 'EdenAiEmbeddings', 'ErnieEmbeddings', 'GigaChatEmbeddings', 'HunyuanEmbeddings',
      'MiniMaxEmbeddings', 'MosaicMLInstructorEmbeddings', 'NLPCloudEmbeddings', 'OctoAIEmbeddings', 'PremAIEmbeddings', 'SambaStudioEmbeddings', 'SolarEmbeddings', 'SparkLLMTextEmbeddings', 'VolcanoEmbeddings',
      'MlflowAIGatewayEmbeddings', 'MlflowCohereEmbeddings',
    ],
    python: inPythonAndOlder(),
    javascript: ['langchain', ...inJavascriptAndOlder('@langchain/baidu-qianfan', '@langchain/yandex')],
  },
  // Known by their types alone.
  {
    ...notPriced,
    names: ['BaseChatModel', 'BaseLanguageModel', 'BaseLLM', 'LLM', 'SimpleChatModel', 'BaseLanguageModelInterface', 'LanguageModelLike', 'Embeddings', 'EmbeddingsInterface'],
    python: inPythonAndOlder('langchain_core'),
    javascript: inJavascriptAndOlder('langchain', '@langchain/core'),
  },
  // In the same process, or beside it.
  {
    names: ['LlamaCpp', 'ChatLlamaCpp', 'ChatWebLLM', 'GPT4All', 'CTransformers', 'HuggingFacePipeline', 'VLLM', 'MLXPipeline', 'ChatMLX', 'Llamafile', 'OpenLLM', 'KoboldApiLLM', 'ChatGLM'],
    python: inPythonAndOlder('langchain_huggingface'),
    javascript: inJavascriptAndOlder(),
    platform: 'local',
    retries: 0,
  },
  { names: ['init_chat_model', 'init_embeddings', 'initChatModel'], python: ['langchain', 'langchain_classic'], javascript: ['langchain', '@langchain/classic'], retries: 2 },
];

/** What always asks a model that it is given: a call of one is a call of the model, known or not. */
const chains = [
  'LLMChain', 'ConversationChain', 'SequentialChain', 'SimpleSequentialChain', 'StuffDocumentsChain', 'MapReduceDocumentsChain', 'ReduceDocumentsChain', 'RefineDocumentsChain', 'RetrievalQA.from_chain_type',
  'RetrievalQA.from_llm', 'RetrievalQAWithSourcesChain.from_chain_type', 'RetrievalQAWithSourcesChain.from_llm', 'ConversationalRetrievalChain.from_llm', 'LLMMathChain.from_llm', 'SQLDatabaseChain.from_llm',
  'GraphCypherQAChain.from_llm', 'RetrievalQAChain.fromLLM', 'ConversationalRetrievalQAChain.fromLLM', 'load_qa_chain', 'load_qa_with_sources_chain', 'load_summarize_chain', 'loadQAChain', 'loadQAStuffChain',
  'loadQARefineChain', 'loadQAMapReduceChain', 'loadSummarizationChain', 'create_stuff_documents_chain', 'createStuffDocumentsChain', 'create_retrieval_chain', 'createRetrievalChain', 'create_history_aware_retriever',
  'createHistoryAwareRetriever', 'create_sql_query_chain', 'createSqlQueryChain', 'create_extraction_chain', 'create_extraction_chain_pydantic', 'create_tagging_chain', 'create_tagging_chain_pydantic',
  'create_structured_output_chain', 'create_structured_output_runnable', 'createStructuredOutputRunnable', 'AgentExecutor', 'AgentExecutor.from_agent_and_tools', 'AgentExecutor.fromAgentAndTools', 'initialize_agent',
  'initializeAgentExecutorWithOptions', 'create_tool_calling_agent', 'createToolCallingAgent', 'create_openai_functions_agent', 'createOpenAIFunctionsAgent', 'create_openai_tools_agent', 'createOpenAIToolsAgent',
  'create_structured_chat_agent', 'createStructuredChatAgent', 'create_json_chat_agent', 'create_xml_agent', 'createXmlAgent', 'create_sql_agent', 'create_csv_agent', 'create_pandas_dataframe_agent', 'ZeroShotAgent',
  'ZeroShotAgent.from_llm_and_tools', 'LLMSingleActionAgent', 'MultiPromptChain.from_prompts', 'MultiPromptChain.fromLLMAndPrompts', 'MultiRetrievalQAChain.fromLLMAndRetrievers', 'GraphCypherQAChain.fromLLM',
  'VectorDBQAChain.fromLLM', 'APIChain.from_llm_and_api_docs', 'APIChain.fromLLMAndAPIDocs', 'SqlDatabaseChain', 'SQLDatabaseChain', 'SQLDatabaseSequentialChain.from_llm', 'ConversationalRetrievalChain', 'RetrievalQA',
  'RetrievalQAWithSourcesChain', 'ChatVectorDBChain', 'ChatVectorDBChain.from_llm', 'VectorDBQA', 'VectorDBQA.from_llm', 'VectorDBQA.from_chain_type', 'VectorDBQAWithSourcesChain.from_llm',
  'VectorDBQAWithSourcesChain.from_chain_type', 'QAWithSourcesChain.from_llm', 'QAWithSourcesChain.from_chain_type', 'AnalyzeDocumentChain', 'MapReduceChain', 'MapReduceChain.from_params', 'MapRerankDocumentsChain',
  'ConstitutionalChain.from_llm', 'FlareChain.from_llm', 'QAGenerationChain.from_llm', 'QAGenerateChain.from_llm', 'LLMCheckerChain.from_llm', 'LLMSummarizationCheckerChain.from_llm', 'LLMRequestsChain', 'LLMRouterChain.from_llm',
  'GraphQAChain.from_llm', 'GraphSparqlQAChain.from_llm', 'KuzuQAChain.from_llm', 'NebulaGraphQAChain.from_llm', 'NeptuneOpenCypherQAChain.from_llm', 'ArangoGraphQAChain.from_llm', 'FalkorDBQAChain.from_llm',
  'HugeGraphQAChain.from_llm', 'ElasticsearchDatabaseChain.from_llm', 'PALChain.from_math_prompt', 'PALChain.from_colored_object_prompt', 'SmartLLMChain', 'PlanAndExecute', 'MRKLChain', 'MRKLChain.from_chains', 'ReActChain',
  'SelfAskWithSearchChain', 'ConversationalChatAgent.from_llm_and_tools', 'ConversationalAgent.from_llm_and_tools', 'OpenAIFunctionsAgent', 'OpenAIFunctionsAgent.from_llm_and_tools', 'OpenAIMultiFunctionsAgent.from_llm_and_tools',
  'StructuredChatAgent.from_llm_and_tools', 'create_citation_fuzzy_match_chain', 'create_citation_fuzzy_match_runnable', 'create_qa_with_sources_chain', 'create_qa_with_structure_chain', 'create_openai_fn_chain',
  'create_openai_fn_runnable', 'create_conversational_retrieval_agent', 'create_vectorstore_agent', 'create_vectorstore_router_agent', 'create_json_agent', 'create_openapi_agent', 'create_spark_sql_agent',
  'create_self_ask_with_search_agent', 'load_query_constructor_chain', 'load_query_constructor_runnable', 'BabyAGI.from_llm', 'LLMBashChain.from_llm', 'LLMSymbolicMathChain.from_llm', 'VectorSQLDatabaseChain.from_llm', 'ToTChain',
  'MultiQueryRetriever', 'MultiQueryRetriever.from_llm', 'MultiQueryRetriever.fromLLM', 'RePhraseQueryRetriever.from_llm', 'SelfQueryRetriever', 'SelfQueryRetriever.from_llm', 'SelfQueryRetriever.fromLLM', 'LLMChainExtractor.from_llm', 'LLMChainExtractor.fromLLM', 'LLMChainFilter.from_llm',
  'LLMListwiseRerank.from_llm', 'GremlinQAChain.from_llm', 'MemgraphQAChain.from_llm', 'NeptuneSparqlQAChain.from_llm', 'OntotextGraphDBQAChain.from_llm', 'PebbloRetrievalQA.from_chain_type',
  'loadQueryConstructorChain', 'loadQueryConstructorRunnable', 'loadQAMapReduceChain', 'createExtractionChain', 'createExtractionChainFromZod', 'createTaggingChain', 'createTaggingChainFromZod', 'createStructuredOutputChain',
  'createStructuredOutputChainFromZod', 'createOpenAIFnRunnable', 'createOpenAPIChain', 'createSqlAgent', 'createJsonAgent', 'createOpenApiAgent', 'createVectorStoreAgent', 'createVectorStoreRouterAgent',
  'createConversationalRetrievalAgent', 'initializeAgentExecutor', 'ChatVectorDBQAChain.fromLLM', 'ConstitutionalChain.fromLLM', 'LLMRouterChain.fromLLM', 'QAEvalChain.fromLlm', 'AutoGPT.fromLLMAndTools', 'BabyAGI.fromLLM',
  ...['PlanAndExecuteAgentExecutor', 'ZeroShotAgent', 'ChatAgent', 'ChatConversationalAgent', 'StructuredChatAgent', 'OpenAIAgent', 'XMLAgent'].map((name) => `${name}.fromLLMAndTools`),
];

/** Their classes: how a chain that was made elsewhere is known, by its type. */
const chainTypes = [...new Set(['BaseChain', 'Chain', ...chains.flatMap((name) => (name.includes('.') ? [name.slice(0, name.indexOf('.'))] : []))])].filter((name) => !chains.includes(name));

const cap = { absent: 'model-maximum' } as const satisfies CapSpec;

const automatic = { kind: 'automatic' } as const satisfies CachingSpec;

/** The class of an answer is a tool or a format, as its method says; in JSON mode nothing of it is sent. */
const answer = {
  tool: null,
  description: '',
  insists: 'by name',
  methods: { function_calling: 'tool', functionCalling: 'tool', json_schema: 'format', jsonSchema: 'format', json_mode: 'nothing', jsonMode: 'nothing' },
} as const satisfies AnswerToolSpec;

/** What tools are made of, and the class of an answer where no method is named: most models' own classes send it as a tool, OpenAI's and Google's as a format. */
const schemas = { titles: 'none', references: 'inlined', functions: { doc: 'whole', bareDoc: 'parts', title: null, required: 'without default' }, answer: { ...answer, usual: 'format' } } as const satisfies SchemaSpec;
const answerIsTool = { ...schemas, answer } as const satisfies SchemaSpec;
const oneAnswer = { api: 'openai-chat', schemas: { ...schemas, answer: { ...schemas.answer, calls: 'one' } } } as const;

/** Each provider's class has its own name for the cap. */
const byProvider = {
  openai: { api: 'openai-chat' },
  anthropic: { caching: markedBlocks, schemas: answerIsTool },
  // Of the two classes for Bedrock, one marks by a block of its own.
  'anthropic@bedrock': { caching: { ...markedBlocks, otherMarkers: ['cachePoint'], block: null }, schemas: answerIsTool },
  ...Object.fromEntries(['amazon', 'cohere', 'deepseek', 'groq', 'mistral'].map((provider) => [provider, { schemas: answerIsTool }])),
} satisfies OperationSpec['byProvider'];
const byProviderInPython = { ...byProvider, openai: oneAnswer, google: { cap: { ...cap, nameForOthers: 'max_output_tokens' } } } satisfies OperationSpec['byProvider'];
/** As OpenAI's own SDK makes it of a zod object of version 4; of version 3 without titles. */
const titledAnswer = { api: 'openai-chat', schemas: { ...schemas, answer: { ...schemas.answer, titled: 'by name' } } } as const;
const byProviderInJavascript = { ...byProvider, openai: titledAnswer, google: { cap: { ...cap, nameForOthers: 'maxOutputTokens' } } } satisfies OperationSpec['byProvider'];

const capNames = {
  python: ['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'max_tokens_to_sample', 'num_predict', 'model_kwargs.max_tokens', 'model_kwargs.max_completion_tokens'],
  javascript: ['maxTokens', 'maxCompletionTokens', 'maxOutputTokens', 'maxTokensToSample', 'numPredict', 'modelKwargs.max_tokens', 'modelKwargs.max_completion_tokens'],
} as const;

/** How a parser asks for JSON (langchain-core 1.8, MIT). */
const CLASS_INSTRUCTIONS = [
  'The output should be formatted as a JSON instance that conforms to the JSON schema below.',
  '',
  'As an example, for the schema {"properties": {"foo": {"title": "Foo", "description": "a list of strings", "type": "array", "items": {"type": "string"}}}, "required": ["foo"]}',
  'the object {"foo": ["bar", "baz"]} is a well-formatted instance of the schema. The object {"properties": {"foo": ["bar", "baz"]}} is not well-formatted.',
  '',
  'Here is the output schema:',
  '```',
  '$schema',
  '```',
].join('\n');
const JSON_INSTRUCTIONS = [
  'STRICT OUTPUT FORMAT:',
  '- Return only the JSON value that conforms to the schema. Do not include any additional text, explanations, headings, or separators.',
  '- Do not wrap the JSON in Markdown or code fences (no ``` or ```json).',
  '- Do not prepend or append any text (e.g., do not write "Here is the JSON:").',
  '- The response must be a single top-level JSON value exactly as required by the schema (object/array/etc.), with no trailing commas or comments.',
  '',
  'The output should be formatted as a JSON instance that conforms to the JSON schema below.',
  '',
  'As an example, for the schema {"properties": {"foo": {"title": "Foo", "description": "a list of strings", "type": "array", "items": {"type": "string"}}}, "required": ["foo"]} the object {"foo": ["bar", "baz"]} is a well-formatted instance of the schema. The object {"properties": {"foo": ["bar", "baz"]}} is not well-formatted.',
  '',
  'Here is the output schema (shown in a code block for readability only — do not include any backticks or Markdown in your output):',
  '```',
  '$schema',
  '```',
].join('\n');

/** What is asked of a model: messages, text, or the fields of a prompt template that stands before it. */
const messages: ParameterSpec = { names: ['input', 'messages', 'prompts', 'text'], position: 0 };

const ofModel = {
  request: { javascript: 'arguments' },
  settings: 'path',
  api: 'other',
  kind: 'generate',
  parameters: {
    model: modelName,
    messages,
    tools: { names: ['bind_tools#0', 'bindTools#0', 'bind_functions#0', 'tools', 'functions'] },
    toolChoice: { names: ['tool_choice'] },
    maxOutput: { names: capNames },
    stop: { names: ['stop', 'stop_sequences', 'stopSequences'] },
    temperature: { names: ['temperature'] },
    completions: { names: ['n', 'candidate_count', 'candidateCount'] },
    reasoning: { names: ['reasoning_effort', 'reasoningEffort', 'reasoning', 'thinking', 'thinking_budget', 'thinkingConfig', 'effort', 'output_config', 'outputConfig'] },
    outputFormat: { names: ['with_structured_output#0', 'withStructuredOutput#0', 'schema', 'response_format', 'responseFormat'] },
    outputMethod: { names: ['method', 'with_structured_output#1.method', 'withStructuredOutput#1.method'] },
    outputName: { names: { python: [], javascript: ['withStructuredOutput#1.name', 'name'] } },
    cache: { names: ['cache_control'] },
    cacheKey: { names: ['prompt_cache_key', 'promptCacheKey'] },
    serviceTier: { names: ['service_tier'] },
    extraBody: { names: { python: ['extra_body'], javascript: [] } },
  },
  cap,
  schemas,
  caching: automatic,
} satisfies Partial<OperationSpec>;

const inPython = { ...ofModel, ecosystems: ['python'], byProvider: byProviderInPython } satisfies Partial<OperationSpec>;
const inJavascript = { ...ofModel, answerName: 'extract', ecosystems: ['javascript'], byProvider: byProviderInJavascript } satisfies Partial<OperationSpec>;

const legacy = 'LangChain 0.x; `invoke` took its place';

/** A model that an agent is given may be an object with settings of its own. */
const throughModel = (name: string): readonly string[] => ['model', 'llm', 'settings#0'].map((holder) => `${holder}.${name}`);

const agent = { platform: 'api', retries: { names: [], default: 2 }, timeout: { names: [] }, baseUrl: { names: [] } } satisfies Partial<ClientSpec>;

/** Of LangGraph; the last of them are what it began with. */
const graphAgents = [
  'create_react_agent', 'createReactAgent', ...['create_react_agent', 'create_tool_calling_executor', 'create_function_calling_executor'].map((name) => `chat_agent_executor.${name}`), 'create_tool_calling_executor',
  'create_function_calling_executor',
];

/** What fills in and keeps what was said, and what writes prompts anew, with a model that they are given. */
const keepers = ['create_extractor', 'create_memory_manager', 'create_memory_store_manager', 'create_thread_extractor', 'create_prompt_optimizer', 'create_multi_prompt_optimizer'];

const ofAgent = {
  request: { javascript: 'arguments' },
  settings: 'path',
  api: 'other',
  kind: 'generate',
  clients: ['create_agent', 'create_deep_agent', 'createAgent', 'createDeepAgent', 'create_supervisor', 'createSupervisor', ...keepers, ...graphAgents],
  parameters: {
    model: { names: ['model', 'llm'], settingsPosition: 0 },
    system: { names: ['system_prompt', 'systemPrompt', 'instructions', 'prompt', 'state_modifier', 'stateModifier', 'messages_modifier', 'messageModifier'] },
    messages: { names: ['#0.messages', 'input.messages'] },
    tools: { names: ['tools'], settingsPosition: 1 },
    maxOutput: { names: { python: capNames.python.flatMap(throughModel), javascript: capNames.javascript.flatMap(throughModel) } },
    temperature: { names: throughModel('temperature') },
    outputFormat: { names: ['response_format', 'responseFormat'] },
    // What may write the request anew before it is sent.
    extraBody: { names: ['middleware'] },
    // Steps of the graph: a turn of the model and its tools are two of them, so it bounds the turns as well.
    steps: { names: { python: ['config.recursion_limit', '#1.recursion_limit'], javascript: ['#1.recursionLimit'] } },
  },
  otherModels: { names: ['middleware[]', 'subagents[].model', ...['agents[]', 'settings#0[]'].flatMap((agent) => ['model', 'llm', '#0'].map((name) => `${agent}.${name}`))], replacedBy: { method: 'override', names: ['model'] } },
  cap,
  stepsWhenAbsent: 'unknown',
  schemas: { ...schemas, functions: { ...schemas.functions, bareDoc: 'whole' } },
  caching: automatic,
} satisfies Partial<OperationSpec>;

/** Agents that hand the conversation to each other. */
const inSwarm = (...names: readonly string[]): ParameterSpec => ({ names: ['agents[]', 'settings#0[]'].flatMap((agent) => names.map((name) => `${agent}.${name}`)) });
const ofSwarm = { ...ofAgent, ecosystems: ['python'], clients: ['create_swarm'], parameters: { model: inSwarm('model', '#0'), maxOutput: inSwarm(...capNames.python.flatMap((name) => [`model.${name}`, `#0.${name}`])), system: inSwarm('system_prompt', 'prompt'), tools: inSwarm('tools', '#1'), messages: ofAgent.parameters.messages, steps: ofAgent.parameters.steps } } as const satisfies Partial<OperationSpec>;

/** An index is asked with a model that it is given; what it finds goes with the question. */
const indexes = ['VectorstoreIndexCreator', 'VectorStoreIndexWrapper'];
const ofIndex = {
  ...ofAgent,
  clients: indexes,
  ownText: { tokens: [110, 4200], what: 'its own instructions and what it retrieves' },
  parameters: { model: { names: ['llm'], position: 1 }, prompt: { names: ['question'], position: 0 }, maxOutput: { names: capNames.python.map((name) => `llm.${name}`) }, temperature: { names: ['llm.temperature'] } },
  stepsWhenAbsent: null,
  ecosystems: ['python'],
  streaming: 'never',
} as const satisfies Partial<OperationSpec>;
const asksOfIndex = ['query', 'aquery', 'query_with_sources', 'aquery_with_sources'];

const deepAgents = ['create_deep_agent', 'createDeepAgent'];
const agentCalls = ['invoke', 'ainvoke', 'batch', 'abatch'];
const agentStreams = ['stream', 'astream', 'stream_events', 'astream_events', 'streamEvents'];

const embeddings = {
  request: { javascript: 'arguments' },
  settings: 'path',
  clients: [
    'OpenAIEmbeddings', 'AzureOpenAIEmbeddings', 'GoogleGenerativeAIEmbeddings', 'VertexAIEmbeddings', 'BedrockEmbeddings', 'MistralAIEmbeddings', 'CohereEmbeddings', 'OllamaEmbeddings', 'TogetherEmbeddings', 'TogetherAIEmbeddings', 'LiteLLMEmbeddings',
    'OpenAIEmbeddings', 'AzureOpenAIEmbeddings', 'GoogleGenerativeAIEmbeddings', 'GoogleEmbeddings', 'VertexAIEmbeddings', 'GoogleVertexAIEmbeddings', 'BedrockEmbeddings', 'MistralAIEmbeddings', 'CohereEmbeddings', 'OllamaEmbeddings', 'TogetherEmbeddings', 'TogetherAIEmbeddings',
    ...families.flatMap(({ names, platform }) => (platform === 'custom' ? names.filter((name) => /Embeddings(?:Endpoint|Model)?$/.test(name)) : [])), 'init_embeddings', 'EmbeddingsInterface',
  ],
  api: 'embeddings',
  kind: 'embed',
  streaming: 'never',
  parameters: { model: modelName, prompt: { names: ['text', 'texts'], position: 0 } },
  cap: { absent: 'none' },
  caching: { kind: 'none' },
} satisfies Partial<OperationSpec>;

/** Classes for OpenAI's old completions have a default cap of their own. */
const completions = { clients: ['OpenAI', 'AzureOpenAI', 'OpenAIChat'], cap: { absent: 'fixed', tokens: 256 } } as const satisfies Partial<OperationSpec>;

/** In JavaScript the class fills in a cap by the model's name, of which this is the largest. */
const claudeInJavascript = { clients: ['ChatAnthropic', 'ChatAnthropicMessages'], cap: { absent: 'fixed', tokens: 16_384 } } as const satisfies Partial<OperationSpec>;

const calls = ['invoke', 'ainvoke', 'batch', 'abatch', 'batch_as_completed', 'abatch_as_completed', 'generate', 'agenerate', 'generate_prompt', 'agenerate_prompt'];
const streams = ['stream', 'astream', 'stream_events', 'astream_events', 'astream_log', 'transform', 'atransform'];
/** Also of the chains that a model is given to; what embeds is never called so. */
const asked = [...families.flatMap(({ names }) => names), ...chains, ...chainTypes].filter((name) => !embeddings.clients.includes(name));
/** Of the chains that put documents together. */
const combining = ['combine_docs', 'acombine_docs', 'compress_documents', 'acompress_documents'];
/** Of those that look for documents. */
const retrieving = ['get_relevant_documents', 'aget_relevant_documents'];
/** Of those that judge answers. */
const judging = ['evaluate_strings', 'aevaluate_strings', 'evaluate_string_pairs', 'aevaluate_string_pairs'];
const oldCalls = ['predict', 'apredict', 'predict_messages', 'apredict_messages', 'call_as_llm', 'run', 'arun', 'acall', 'apply', 'aapply', 'predict_and_parse', 'apredict_and_parse', 'completion_with_retry', 'acompletion_with_retry', ...combining, ...retrieving, ...judging, ''];
const callsInJavascript = ['invoke', 'batch', 'generate', 'generatePrompt'];
const streamsInJavascript = ['stream', 'streamEvents', 'streamLog', 'transform'];
const oldCallsInJavascript = ['call', 'predict', 'predictMessages', 'callPrompt', 'run', 'apply', 'getRelevantDocuments', 'compressDocuments', 'evaluateStrings', 'evaluateStringPairs'];

/** Chains that write a prompt of their own around what they are given: those of documents that they look for, of documents that they get, of agents with their tools, and of queries with the tables or graph they go to. */
const written: readonly { readonly of: RegExp; readonly ownText: NonNullable<OperationSpec['ownText']> }[] = [
  { of: /Retrieval|VectorDB|QAWithSources|retrieval_chain/, ownText: { tokens: [110, 4200], what: 'its own instructions and what it retrieves' } },
  { of: /load_?qa|load_?summar|^(?:Stuff|MapReduce|Reduce|Refine|MapRerank|Analyze)Document|MapReduceChain/i, ownText: { tokens: [30, 4200], what: 'its own instructions and the documents it is given' } },
  { of: /^LLMChain(?:Extractor|Filter)|^LLMListwiseRerank/, ownText: { tokens: [100, 4200], what: 'its own instructions and the documents it is given' } },
  { of: /(?:MultiQuery|RePhraseQuery)Retriever/, ownText: { tokens: [70, 130], what: 'its own instructions' } },
  { of: /^SelfQueryRetriever/, ownText: { tokens: [700, 1500], what: 'its own instructions with examples, and a description of the data' } },
  { of: /SQL|Sql|Cypher|Sparql|GraphQA|DatabaseChain/, ownText: { tokens: [200, 3000], what: 'its own instructions and a description of the data' } },
  // Those that call tools by the API are given their whole prompt.
  { of: /^initialize_?[Aa]gent|ZeroShotAgent|Conversational(?:Chat)?Agent|StructuredChatAgent|MRKL|ReAct|SelfAsk|create_(?:csv|pandas_dataframe|json|openapi|vectorstore|vectorstore_router)_agent/, ownText: { tokens: [150, 1500], what: 'its own instructions and its tools' } },
];

/** The calls of these chains; one that is of several kinds is of the first. */
const ofWritten = written.flatMap(({ of, ownText }, i) => {
  const clients = [...chains, ...chainTypes].filter((name) => of.test(name) && !written.slice(0, i).some((before) => before.of.test(name)));
  return [
    { ...inPython, ownText, clients, paths: calls, streaming: 'never' },
    { ...inPython, ownText, clients, paths: streams, streaming: 'always' },
    { ...inPython, ownText, clients, paths: oldCalls, streaming: 'never', legacy },
    { ...inJavascript, ownText, clients, paths: callsInJavascript, streaming: 'never' },
    { ...inJavascript, ownText, clients, paths: streamsInJavascript, streaming: 'always' },
    { ...inJavascript, ownText, clients, paths: oldCallsInJavascript, streaming: 'never', legacy },
  ] satisfies OperationSpec[];
});

export const langchain = {
  id: 'langchain',
  name: 'LangChain',
  provider: null,
  packages: { python, javascript },
  clients: [
    ...families.flatMap(clientsOf),
    { ...agent, names: ['VectorStore', 'SaveableVectorStore'], platform: 'custom', packages: ['@langchain/core'] },
    // What an agent does not say, its model does.
    { ...agent, names: [...chains, ...chainTypes], platform: 'custom', packages: [...older, 'langchain_experimental'] },
    { ...agent, names: ['create_agent', 'createAgent'], packages: ['langchain'] },
    { ...agent, names: ['create_deep_agent', 'createDeepAgent'], packages: ['deepagents'] },
    { ...agent, names: graphAgents, packages: ['langgraph.prebuilt', '@langchain/langgraph/prebuilt'] },
    { ...agent, names: indexes, platform: 'custom', packages: older },
    { ...agent, names: ['create_supervisor', 'createSupervisor'], packages: ['langgraph_supervisor', '@langchain/langgraph-supervisor'] },
    { ...agent, names: ['create_swarm'], packages: ['langgraph_swarm'] },
    { ...agent, names: keepers, packages: ['trustcall', 'langmem'] },
  ],
  tellingVerbs: ['invoke', 'ainvoke', 'astream', 'abatch'],
  operations: [
    // These bring the middleware that marks Claude's prompts.
    { ...ofIndex, clients: ['VectorstoreIndexCreator'], paths: ['from_loaders', 'from_documents'].flatMap((maker) => asksOfIndex.map((ask) => `${maker}().${ask}`)) },
    { ...ofIndex, clients: ['VectorStoreIndexWrapper'], paths: asksOfIndex },
    { ...ofAgent, clients: deepAgents, paths: agentCalls, streaming: 'never' },
    { ...ofAgent, clients: deepAgents, paths: agentStreams, streaming: 'always' },
    { ...ofSwarm, paths: agentCalls, streaming: 'never' },
    { ...ofSwarm, paths: agentStreams.filter((name) => name !== 'streamEvents'), streaming: 'always' },
    { ...ofAgent, paths: agentCalls, streaming: 'never', byProvider },
    { ...ofAgent, paths: agentStreams, streaming: 'always', byProvider },
    { ...embeddings, paths: ['embed_query', 'aembed_query', 'embed_documents', 'aembed_documents'], ecosystems: ['python'] },
    { ...embeddings, paths: ['embedQuery', 'embedDocuments'], ecosystems: ['javascript'] },
    // What a store of one's own is built with.
    { ...embeddings, clients: ['VectorStore', 'SaveableVectorStore'], paths: ['embeddings.embedQuery', 'embeddings.embedDocuments'], ecosystems: ['javascript'] },
    ...ofWritten,
    { ...inPython, ...completions, paths: calls, streaming: 'never' },
    { ...inPython, ...completions, paths: streams, streaming: 'always' },
    { ...inPython, paths: calls, streaming: 'never' },
    { ...inPython, paths: streams, streaming: 'always' },
    { ...inPython, clients: asked, paths: oldCalls, streaming: 'never', legacy },
    { ...inJavascript, ...completions, paths: callsInJavascript, streaming: 'never' },
    { ...inJavascript, ...completions, paths: streamsInJavascript, streaming: 'always' },
    { ...inJavascript, ...claudeInJavascript, paths: callsInJavascript, streaming: 'never' },
    { ...inJavascript, ...claudeInJavascript, paths: streamsInJavascript, streaming: 'always' },
    { ...inJavascript, paths: callsInJavascript, streaming: 'never' },
    { ...inJavascript, paths: streamsInJavascript, streaming: 'always' },
    { ...inJavascript, paths: oldCallsInJavascript, streaming: 'never', legacy },
  ],
  carriers: [
    { paths: ['.pipe', '.with_fallbacks', '.withFallbacks', '.assign', '.configurable_alternatives'] },
    {
      paths: [
        'RunnableSequence()', 'RunnableSequence.from()', 'RunnableParallel()', 'RunnableMap()', 'RunnableMap.from()', 'RunnablePassthrough.assign()', 'RunnableWithMessageHistory()', 'RunnableWithFallbacks()', 'RunnableAssign()', 'RunnableBranch()', 'RunnableBranch.from()', 'RunnableParallel.from()', 'RunnableLambda()', 'RunnableLambda.from()',
        // What looks for documents by others.
        'ContextualCompressionRetriever()', 'EnsembleRetriever()', 'DocumentCompressorPipeline()',
        // What judges with a model, where it is given one.
        'load_evaluator()', 'loadEvaluator()',
      ],
    },
    { paths: [...chains, ...chainTypes].map((name) => `${name}()`) },
    { paths: ['create_react_agent()', 'createReactAgent()'], packages: older },
    // Agents that hand the conversation to each other.
    { paths: ['createSwarm()'], packages: ['@langchain/langgraph-swarm'] },
  ],
  // What asks a model of its own beside an agent's.
  models: [
    { paths: ['ModelFallbackMiddleware()', 'modelFallbackMiddleware()'], packages: ['langchain'], provider: null, id: { names: ['first_model'], position: 0 }, others: 'positional' },
    {
      paths: ['SummarizationMiddleware', 'LLMToolSelectorMiddleware', 'LLMToolEmulator', 'summarizationMiddleware', 'llmToolSelectorMiddleware', 'toolEmulatorMiddleware'].map((name) => `${name}()`),
      packages: ['langchain'],
      provider: null,
      id: { names: ['model'], position: 0 },
    },
  ],
  messages: [
    { paths: ['SystemMessage()'], role: 'system', content: { names: ['content'], position: 0 } },
    { paths: ['HumanMessage()'], role: 'user', content: { names: ['content'], position: 0 } },
    { paths: ['AIMessage()'], role: 'assistant', content: { names: ['content'], position: 0 } },
    { paths: ['ChatMessage()'], role: { names: ['role'], position: 1 }, content: { names: ['content'], position: 0 } },
    { paths: ['ToolMessage()', 'FunctionMessage()'], role: 'tool', content: { names: ['content'], position: 0 } },
    ...(['system', 'user', 'assistant'] as const).map((role) => {
      const name = `${{ system: 'System', user: 'Human', assistant: 'AI' }[role]}MessagePromptTemplate`;
      return { paths: [`${name}.from_template()`, `${name}.fromTemplate()`], role, content: { names: ['template'], position: 0 }, holes: 'braces' as const };
    }),
    { paths: ['MessagesPlaceholder()'], role: null, content: { names: ['variable_name', 'variableName'], position: 0 }, holes: 'name' },
    {
      paths: ['', '.format_messages()', '.formatMessages()', '.format_prompt()', '.format_prompt().to_messages()', '.formatPromptValue()', '.invoke()', '.invoke().to_messages()', '.ainvoke()'].flatMap((filled) => ['ChatPromptTemplate.from_messages()', 'ChatPromptTemplate.fromMessages()', 'ChatPromptTemplate()'].map((made) => made + filled)),
      role: null,
      content: { names: ['messages', 'promptMessages'], position: 0 },
      holes: 'braces',
    },
    {
      paths: ['', '.format()', '.aformat()', '.format_prompt()', '.format_prompt().to_string()', '.format_messages()', '.formatMessages()', '.invoke()', '.invoke().to_string()', '.invoke().toString()', '.ainvoke()'].flatMap((filled) =>
        ['PromptTemplate.from_template()', 'PromptTemplate.fromTemplate()', 'PromptTemplate()', 'ChatPromptTemplate.from_template()', 'ChatPromptTemplate.fromTemplate()'].map((made) => made + filled)),
      role: null,
      content: { names: ['template'], position: 0 },
      holes: 'braces',
      filled: { names: ['partial_variables', 'partialVariables'] },
    },
    {
      paths: ['', '.format()', '.format_prompt()', '.format_prompt().to_string()', '.format_messages()', '.invoke()', '.invoke().to_string()'].flatMap((filled) => ['FewShotChatMessagePromptTemplate()', 'FewShotPromptTemplate()'].map((made) => made + filled)),
      role: null,
      content: { names: ['examples'] },
      holes: 'braces',
      examples: { each: { names: ['example_prompt', 'examplePrompt'] }, before: { names: ['prefix'] }, after: { names: ['suffix'] }, separator: { names: ['example_separator', 'exampleSeparator'] }, between: '\n\n' },
    },
    ...['.get_format_instructions()', '.getFormatInstructions()'].flatMap((asked): MessageSpec[] => [
      { paths: [`CommaSeparatedListOutputParser()${asked}`], role: null, content: { names: [] }, says: 'Your response should be a list of comma separated values, eg: `foo, bar, baz` or `foo,bar,baz`' },
      { paths: [`PydanticOutputParser()${asked}`], role: null, content: { names: ['pydantic_object'] }, says: CLASS_INSTRUCTIONS },
      { paths: [`JsonOutputParser()${asked}`], role: null, content: { names: ['pydantic_object'] }, says: JSON_INSTRUCTIONS, without: 'Return a JSON object.' },
    ]),
  ],
  configurable: {
    // In Python what is no setting of a run's own is taken for one of these.
    settings: { python: ['config', '#1', '', 'with_config#0'].flatMap((holder) => [holder === '' ? 'configurable' : `${holder}.configurable`, holder]), javascript: ['#1.configurable', 'configurable'] },
    steps: ['with_config', 'withConfig'],
    methods: ['configurable_fields'],
    id: { names: ['id'], position: 0 },
    options: ['options'],
    listed: { clients: ['init_chat_model', 'initChatModel'], fields: { names: ['configurable_fields', 'configurableFields'] }, prefix: { names: ['config_prefix', 'configPrefix'] }, usual: ['model', 'model_provider', 'modelProvider'], always: ['javascript'] },
    alternatives: { methods: ['configurable_alternatives'], which: { names: ['which'], position: 0 }, usual: { names: ['default_key'] }, otherwise: 'default' },
  },
  anything: ['Runnable', 'RunnableSerializable', 'RunnableLike', 'RunnableInterface', 'RunnableSequence', 'RunnableBinding', 'RunnableWithMessageHistory', 'RunnableWithFallbacks'],
  modelByUse: { client: 'BaseChatModel', given: ['messages'] },
  modelBases: ['BaseChatModel', 'BaseLanguageModel', 'BaseLLM', 'LLM', 'SimpleChatModel', 'Embeddings'],
  standIns: [
    'FakeListChatModel', 'FakeListLLM', 'FakeStreamingListLLM', 'FakeMessagesListChatModel', 'GenericFakeChatModel', 'ParrotFakeChatModel', 'FakeChatModel', 'FakeStreamingChatModel', 'FakeLLM', 'FakeStreamingLLM', 'FakeEmbeddings',
    'DeterministicFakeEmbedding', 'FakeBuiltModel', 'fakeModel',
  ],
  transparent: ['default'],
  fluent: [
    'bind', 'bind_tools', 'bindTools', 'bind_functions', 'with_structured_output', 'withStructuredOutput', 'with_retry', 'withRetry', 'with_config', 'withConfig', 'with_types', 'with_listeners', 'withListeners', 'with_alisteners',
    'configurable_fields', 'partial', 'compile', 'map', 'pick',
  ],
  errors: {
    transient: [],
    permanent: ['OutputParserException', 'ContextOverflowError'],
    base: ['LangChainException'],
  },
} satisfies SdkSpec;
