/** Formulas such as '100*(x1 - x0**2)**2 + exp(-x0)', computed with the engine's functions on Variables. */
import type { Variable } from '@engine/index.ts';
import { F, type Operand, asVariable } from '@engine/index.ts';
import { functionNamed } from './functions.ts';
import { Unsupported } from './suite.ts';

export type Power = (base: Operand, exponent: Operand) => Variable;

export function evaluate(text: string, variables: Readonly<Record<string, Operand>>, power: Power = F.pow): Variable {
  const tokens = text.match(/\*\*|[-+*/(),]|[A-Za-z_]\w*|\d+\.?\d*(?:e[-+]?\d+)?/g) ?? [];
  let at = 0;
  const accept = (...signs: string[]): string | null => (signs.includes(tokens[at] ?? '') ? tokens[at++]! : null);

  function sum(): Operand {
    let left = product();
    for (let sign = accept('+', '-'); sign !== null; sign = accept('+', '-')) {
      const right = product();
      left = sign === '+' ? F.add(left, right) : F.sub(left, right);
    }
    return left;
  }
  function product(): Operand {
    let left = signed();
    for (let sign = accept('*', '/'); sign !== null; sign = accept('*', '/')) {
      const right = signed();
      left = sign === '*' ? F.mul(left, right) : F.div(left, right);
    }
    return left;
  }
  function signed(): Operand {
    if (accept('-') !== null) return F.neg(signed());
    const base = atom();
    return accept('**') === null ? base : power(base, signed());
  }
  function atom(): Operand {
    const token = tokens[at++] ?? '';
    if (token === '(') {
      const inner = sum();
      if (accept(')') === null) throw new Error(`expected ) in '${text}'`);
      return inner;
    }
    if (/^\d/.test(token)) return Number(token);
    if (accept('(') !== null) {
      const operands = [sum()];
      while (accept(',') !== null) operands.push(sum());
      if (accept(')') === null) throw new Error(`expected ) in '${text}'`);
      return functionNamed(token)(operands, {});
    }
    const known = variables[token];
    if (known === undefined) throw new Unsupported(`'${token}' in '${text}' is not known`);
    return known;
  }

  const result = sum();
  if (at !== tokens.length) throw new Error(`'${text}' goes on after its end`);
  return asVariable(result);
}
