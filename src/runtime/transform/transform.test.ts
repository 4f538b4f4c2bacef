import { describe, expect, it } from 'vitest';
import { transform, transformLines } from './transform.ts';

const plain = { trace: false, names: false };
const body = (source: string, options = plain): string => {
  const { code } = transform('cells/1-a.ts', source, options);
  return code.slice(code.indexOf('=>{') + 3, code.indexOf('\n;return'));
};

describe('operators', () => {
  it.each([
    [
      '0.26 * (x ** 2 + y ** 2) - 0.48 * x * y',
      '$$sub($$mul(0.26 , ($$add($$pow(x , 2) , $$pow(y , 2)))) , $$mul($$mul(0.48 , x) , y))'
    ],
    ['-x * -2', '$$mul($$neg(x) , -2)'],
    ['- -x', '$$neg( $$neg(x))'],
    ['1 + 2', '1 + 2'],
    ['a % b < c', 'a % b < c'],
    ['i++ + --j', '$$add(i++ , --j)'],
    ['x += a * b', 'x =$$iadd(x, $$mul(a , b))'],
    ['p.data -= lr * p.grad.data', 'p.data =$$isub(p.data, $$mul(lr , p.grad.data))'],
    ['this.total **= 2', 'this.total =$$ipow(this.total, 2)'],
    ['make().data[i + 1] /= 2', '$$put($$ref(make().data,$$add(i , 1)),$$idiv, 2)'],
    ['a.b.c += 1', '$$put($$ref(a.b,"c"),$$iadd, 1)'],
    ['(a as number) * b!', '$$mul((a          ) , b )']
  ])('%s', (source, expected) => {
    expect(transformLines(source)).toBe(expected);
  });
});

describe('modules', () => {
  it('turns imports into constants and exports into a result', () => {
    const module = transform(
      'a.ts',
      "import { nd, F as G } from 'dezero';\nimport * as all from './b.ts';\nimport type { X } from './c.ts';\n" +
        'export const [p, { q }] = [1, { q: 2 }];\nexport class A {}\nexport interface I { a: 1 }\nconst z = 1;\n' +
        "export { z as zed };\nexport { one } from './d.ts';\nexport default 3;",
      plain
    );
    expect(module.imports.map(({ specifier, names }) => [specifier, names.map(({ name }) => name)])).toEqual([
      ['dezero', ['nd', 'F']],
      ['./b.ts', []],
      ['./d.ts', ['one']]
    ]);
    expect(module.exports).toEqual(['p', 'q', 'A', 'zed', 'one', 'default']);
    expect(module.code).toContain('const {nd,"F":G}=$$i[0];const all=$$i[1];');
    expect(module.code).toContain('return {"p":p,"q":q,"A":A,"zed":z,"one":$$i[2]["one"],"default":$$default};');
  });

  it('keeps every line where it was', () => {
    const source = "import {\n  nd\n} from 'dezero';\n\nconst y = a\n  *\n  b;\nx\n  .backward(\n  1);\nenumerate();";
    const { code } = transform('a.ts', source, { trace: true, names: true });
    expect(code.split('\n')[10]).toBe('enumerate();');
  });

  it('finds the column again', () => {
    const { code, columnOf } = transform('a.ts', 'const y = a * b + c; f();', plain);
    const first = code.split('\n')[0] ?? '';
    expect(columnOf(1, first.indexOf('f()') + 1)).toBe(22);
    expect(columnOf(1, first.indexOf('$$add(') + 1)).toBe(11);
  });
});

describe('hooks', () => {
  const traced = { trace: true, names: true };
  it.each([
    ['this.data = data;', '$$set(this,"data", data);'],
    ['x.grad = f.backward(y.grad);', '$$set(x,"grad", $$call(f,"backward",y.grad));'],
    ['y.backward();', '$$call(y,"backward");'],
    ['const y = f(x);', 'const y = $$name("y",f(x));'],
    ['const [a, , b, ...rest] = f(x);', 'const [a, , b, ...rest] = $$name(["a","","b",""],f(x));'],
    ['x.grad += gx;', '$$put($$ref(x,"grad"),$$iadd, gx);'],
    ['super.backward(1); x?.backward();', 'super.backward(1); x?.backward();'],
    ['const z = x; const f = () => 1;', 'const z = x; const f = () => 1;']
  ])('%s', (source, expected) => {
    expect(body(source, traced)).toBe(expected);
  });
});

describe('what cannot run', () => {
  it.each([
    ['let a = 1;\nlet = ;', 2, /expected/i],
    ['enum A { B }', 1, /enum/],
    ['class A { constructor(private x: number) {} }', 1, /this\.x = x/],
    ['namespace N { export const a = 1 }', 1, /namespace/],
    ['1;\nconst a = await import("x");', 2, /import \{ name \}/],
    ['\n\neval("1")', 3, /eval/],
    ['if (true) { return 1; }', 1, /outside of a function/]
  ])('%s', (source, line, message) => {
    expect(() => transform('a.ts', source, plain)).toThrow(
      expect.objectContaining({
        name: 'SyntaxError',
        at: expect.objectContaining({ line }) as object,
        message: expect.stringMatching(message) as string
      })
    );
  });

  it('lets the refused texts stand where they do no harm', () => {
    expect(body('// eval(1) --> import(2)\nwhile (n --> 0) log(\'a --> b\', "eval(", obj.eval);')).toBe(
      '//      1)            2)\nwhile (n -- > 0) log(\'a --\\x3e b\', "eval\\x28", obj.eval);'
    );
  });
});
