// A condition of a law file in words, one test a line, for a person at a terminal.
import type { Condition } from '../../core/law/condition.ts';

/** Lines of text, indented by two blanks a level. */
export function describeCondition(condition: Condition, indent = ''): string[] {
  switch (condition.op) {
    case 'all':
    case 'any': {
      if (condition.of.length === 1) return describeCondition(condition.of[0] as Condition, indent);
      const head = condition.op === 'all' ? 'all of these:' : 'one of these:';
      return [`${indent}${head}`, ...condition.of.flatMap((part) => describeCondition(part, `${indent}  `))];
    }
    case 'not':
      return prefixed('not ', condition.of, indent);
    case 'presumed':
      return prefixed('presumed: ', condition.of, indent);
    case 'if-known':
      return prefixed('if known: ', condition.of, indent);
    case 'rule':
      return [`${indent}as in ${condition.rule}`];
    case 'is':
      return [`${indent}${condition.fact} is ${condition.values.join(' or ')}`];
    case 'has':
      return [`${indent}${condition.fact} holds ${condition.values.join(' or ')}`];
    case 'has-all':
      return [`${indent}${condition.fact} holds ${condition.values.join(' and ')}`];
    case 'in':
      return [`${indent}${condition.fact} lies in ${condition.territories.join(' or ')}`];
    case 'any-in':
      return [`${indent}one of ${condition.fact} lies in ${condition.territories.join(' or ')}`];
    case 'before':
      return [`${indent}${condition.fact} is before ${condition.date}`];
    case 'on-or-after':
      return [`${indent}${condition.fact} is ${condition.date} or later`];
    case 'within-months':
      return [`${indent}${condition.fact} is not older than ${condition.months} months`];
    default:
      return [`${indent}${condition.fact} is ${condition.op.replace('-', ' ')} ${condition.number}`];
  }
}

function prefixed(word: string, condition: Condition, indent: string): string[] {
  const lines = describeCondition(condition, indent);
  return lines.map((line, index) => (index === 0 ? `${indent}${word}${line.trimStart()}` : line));
}
