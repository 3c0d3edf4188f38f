/** How much a model thinks before it answers, as a call asks for it. Nothing here knows an SDK: the words are those that all providers' parameters use. */
import type { CallSite } from './callsite.ts';
import { isPassedAsNothing } from './mend.ts';
import type { ModelCard } from './price.ts';
import { fieldOf, knownText, optionsOf, type Value } from './value.ts';

export interface Reasoning {
  readonly state: 'on' | 'off' | 'unknown';
  /** As the call names it: `high`; null where it leaves that to the model. */
  readonly effort: string | null;
  /** Tokens that the call allows for it; null where it names none. */
  readonly budget: number | null;
}

const OFF: Reasoning = { state: 'off', effort: null, budget: null };
const UNKNOWN: Reasoning = { state: 'unknown', effort: null, budget: null };

const SAYS_OFF: ReadonlySet<string> = new Set(['none', 'disabled', 'off']);
const BUDGETS = ['budget_tokens', 'budgetTokens', 'thinking_budget', 'thinkingBudget', 'max_thinking_tokens', 'maxThinkingTokens', 'max_tokens'];
const EFFORTS = ['effort', 'maxReasoningEffort', 'thinking_level', 'thinkingLevel', 'type'];

/** What a call asks for, and what the model does where it asks for nothing. */
export function reasoningUse(site: CallSite, card: ModelCard | null): Reasoning {
  const use = site.parameters.reasoning;
  if (use.state === 'absent' || isPassedAsNothing(use)) return byDefault(card);
  if (use.value === null) return UNKNOWN;
  const options = optionsOf(use.value).map((option) => said(option, card));
  const [first, ...others] = options;
  // Of several ways, what they have in common.
  return first === undefined || others.some(({ state }) => state !== first.state) ? UNKNOWN : others.length === 0 ? first : { ...first, effort: null, budget: null };
}

/** Whether the model spends output tokens on reasoning in this call. */
export function reasoningOf(site: CallSite, card: ModelCard | null): Reasoning['state'] {
  return reasoningUse(site, card).state;
}

function byDefault(card: ModelCard | null): Reasoning {
  return card === null || card.reasonsByDefault === null ? UNKNOWN : card.reasonsByDefault ? { state: 'on', effort: null, budget: null } : OFF;
}

function said(value: Value, card: ModelCard | null): Reasoning {
  switch (value.kind) {
    case 'null':
      return byDefault(card);
    case 'boolean':
      return value.value ? { state: 'on', effort: null, budget: null } : OFF;
    case 'number':
      return budgeted(value.value);
    case 'record': {
      if (value.open !== null) return UNKNOWN;
      const budget = BUDGETS.map((key) => fieldOf(value, key)?.value).find((field) => field !== undefined);
      if (budget?.kind === 'number') return budgeted(budget.value);
      const enabled = fieldOf(value, 'enabled')?.value;
      if (enabled?.kind === 'boolean' && !enabled.value) return OFF;
      const effort = EFFORTS.map((key) => fieldOf(value, key)?.value).find((field) => field !== undefined);
      if (effort !== undefined) return said(effort, card);
      // A budget, or whether it thinks at all, may be a value of the program; what only says how thoughts are shown changes nothing.
      return budget !== undefined || (enabled !== undefined && enabled.kind !== 'boolean') ? UNKNOWN : enabled === undefined ? byDefault(card) : { state: 'on', effort: null, budget: null };
    }
    default: {
      // A member of an enumeration is named like its text: `ThinkingLevel.LOW`.
      const last = value.kind === 'external' ? value.steps.at(-1) : undefined;
      const word = (knownText(value) ?? (last?.kind === 'member' ? last.name : null))?.toLowerCase() ?? null;
      return word === null ? UNKNOWN : SAYS_OFF.has(word) ? OFF : { state: 'on', effort: word, budget: null };
    }
  }
}

/** Nothing is none, and less than nothing leaves it to the model. */
function budgeted(tokens: number): Reasoning {
  return tokens === 0 ? OFF : { state: 'on', effort: null, budget: tokens < 0 ? null : tokens };
}

/** A cap below this many tokens may be used up by reasoning; one of so many holds a short answer and what is thought before it. */
const USED_UP = 1024;
const WITH_REASONING = 8192;

/** A cap that is right for the answer alone, as it must be for a model that may reason: what is used up by reasoning is paid for and returns nothing. */
export function capWithReasoning(cap: number, card: ModelCard): number {
  return cap < USED_UP && card.reasonsByDefault !== false ? WITH_REASONING : cap;
}
