import { AppError } from "@/lib/platform/errors";
import { type ExpressionToken, tokenize } from "./expression-tokens";
import { BINARY, FUNCTIONS, memberOf, METHODS, numeric, sizeOf } from "./expression-values";

/** What an expression can access: the event that started the run and, for a wait, the awaited event. */
export interface ExpressionScope {
  event: unknown;
  async?: unknown;
}
export type Expression = (scope: ExpressionScope) => unknown;
type Root = keyof ExpressionScope;

const MAX_DEPTH = 50;
/**
 * Compiles the supported subset of the Common Expression Language: literals, lists, member access,
 * `! - * / % + < <= > >= == != in && || ?:`, `has size string int double`, and the methods
 * `contains startsWith endsWith`. A missing path is null; a comparison with null is false.
 * Throws INVALID for syntax errors and unsupported functions.
 */
export function compileExpression(source: string, roots: readonly Root[]): Expression {
  return new Parser(source, roots).parse();
}

/** Whether the expression evaluates to exactly `true`; null always passes. */
export function isTrue(expression: Expression | null, scope: ExpressionScope): boolean {
  return expression === null || expression(scope) === true;
}

class Parser {
  private readonly tokens: ExpressionToken[];
  private index = 0;
  private depth = 0;

  constructor(
    private readonly source: string,
    private readonly roots: readonly Root[],
  ) {
    this.tokens = tokenize(source);
  }

  parse(): Expression {
    const expression = this.ternary();
    if (this.peek().kind !== "end") this.fail(`unexpected "${this.peek().text}"`);
    return expression;
  }

  private ternary(): Expression {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.fail("nested too deeply");
    const condition = this.either();
    if (!this.take("?")) {
      this.depth -= 1;
      return condition;
    }
    const yes = this.ternary();
    this.need(":");
    const no = this.ternary();
    this.depth -= 1;
    return (scope) => (condition(scope) === true ? yes(scope) : no(scope));
  }

  private either(): Expression {
    let left = this.all();
    while (this.take("||")) {
      const [a, b] = [left, this.all()];
      left = (scope) => a(scope) === true || b(scope) === true;
    }
    return left;
  }

  private all(): Expression {
    let left = this.binary(3);
    while (this.take("&&")) {
      const [a, b] = [left, this.binary(3)];
      left = (scope) => a(scope) === true && b(scope) === true;
    }
    return left;
  }

  private binary(power: number): Expression {
    let left = this.unary();
    for (;;) {
      const token = this.peek();
      const operator = token.kind === "symbol" || token.text === "in" ? BINARY[token.text] : undefined;
      if (operator === undefined || operator.power < power) return left;
      this.index += 1;
      const [a, b] = [left, this.binary(operator.power + 1)];
      left = (scope) => operator.apply(a(scope), b(scope));
    }
  }

  private unary(): Expression {
    const signs: string[] = [];
    while (this.peek().text === "!" || (this.peek().kind === "symbol" && this.peek().text === "-")) {
      signs.push(this.next().text);
    }
    let operand = this.postfix();
    for (const sign of signs.reverse()) {
      const inner = operand;
      operand =
        sign === "!"
          ? (scope) => inner(scope) !== true
          : (scope) => numeric((a, b) => a - b)(0, inner(scope));
    }
    return operand;
  }

  private postfix(): Expression {
    let value = this.primary();
    for (;;) {
      const owner = value;
      if (this.take(".")) {
        value = this.member(owner);
      } else if (this.take("[")) {
        const key = this.ternary();
        this.need("]");
        value = (scope) => memberOf(owner(scope), key(scope));
      } else {
        return value;
      }
    }
  }

  private member(owner: Expression): Expression {
    const name = this.next();
    if (name.kind !== "name") this.fail(`expected a name after the dot, found "${name.text}"`);
    if (!this.take("(")) return (scope) => memberOf(owner(scope), name.text);
    if (name.text === "size" && this.take(")")) return (scope) => sizeOf(owner(scope));
    const method = Object.hasOwn(METHODS, name.text) ? METHODS[name.text] : undefined;
    if (method === undefined) this.fail(`the method ${name.text}() is not supported`);
    const argument = this.ternary();
    this.need(")");
    return (scope) => method(owner(scope), argument(scope));
  }

  private primary(): Expression {
    const token = this.next();
    if (token.kind === "string") return () => token.text;
    if (token.kind === "number") return () => Number(token.text);
    if (token.kind === "name") return this.named(token.text);
    if (token.text === "(") {
      const inner = this.ternary();
      this.need(")");
      return inner;
    }
    if (token.text === "[") return this.list();
    return this.fail(`unexpected "${token.text}"`);
  }

  private named(name: string): Expression {
    if (name === "true" || name === "false") return () => name === "true";
    if (name === "null") return () => null;
    if (this.take("(")) {
      const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
      if (apply === undefined) this.fail(`the function ${name}() is not supported`);
      const argument = this.ternary();
      this.need(")");
      return (scope) => apply(argument(scope));
    }
    const root = this.roots.find((candidate) => candidate === name);
    if (root === undefined) this.fail(`"${name}" is unknown here; use ${this.roots.join(" or ")}`);
    return (scope) => scope[root] ?? null;
  }

  private list(): Expression {
    const items: Expression[] = [];
    while (!this.take("]")) {
      if (items.length > 0) this.need(",");
      items.push(this.ternary());
    }
    return (scope) => items.map((item) => item(scope));
  }

  private peek(): ExpressionToken {
    return this.tokens[this.index] ?? { kind: "end", text: "the end", at: this.source.length };
  }

  private next(): ExpressionToken {
    const token = this.peek();
    this.index += 1;
    return token;
  }

  private take(symbol: string): boolean {
    const token = this.peek();
    if (token.kind !== "symbol" || token.text !== symbol) return false;
    this.index += 1;
    return true;
  }

  private need(symbol: string): void {
    if (!this.take(symbol)) this.fail(`expected "${symbol}", found "${this.peek().text}"`);
  }

  private fail(problem: string): never {
    throw new AppError("INVALID", `${problem} in the expression: ${this.source}`);
  }
}
