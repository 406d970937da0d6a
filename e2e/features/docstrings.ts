// Reads the public functions of a package's contents page, and what their docstrings say, from the source.
import { dirname, relative, resolve } from "node:path";
import ts from "typescript";
import { propertiesOf, takenBy } from "./call-parameters.js";

export interface Documented {
  readonly name: string;
  /** Path below the root of the repository. */
  readonly file: string;
  readonly kind: "function" | "class" | "property";
  /** It answers with a promise. */
  readonly waits: boolean;
  /** What it gives, as TypeScript writes it. */
  readonly type: string;
  readonly summary: string;
  /** Text of the first `@returns`. */
  readonly returns: string;
  readonly source: string;
  /** "name default" of every option that has one. */
  readonly defaults: readonly string[];
  /** What it takes before its options, by name; an optional one ends in "?". */
  readonly parameters: readonly string[];
  /** The names of its options. */
  readonly options: readonly string[];
}

export const ROOT = resolve(import.meta.dirname, "../..");

const PROGRAM_OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ESNext,
  customConditions: ["@sonograd/source"],
  noEmit: true,
  skipLibCheck: true,
};

/** Everything that the contents pages export and that can be called, in the order of the files. */
export function documented(pages: readonly string[]): Map<string, readonly Documented[]> {
  const program = programOf(pages);
  return new Map(pages.map((page) => [page, exportsOf(program, page)]));
}

export const programOf = (pages: readonly string[]): ts.Program =>
  ts.createProgram(
    pages.map((page) => resolve(ROOT, page)),
    PROGRAM_OPTIONS,
  );

const symbolsOf = (program: ts.Program, page: string): ts.Symbol[] => {
  const checker = program.getTypeChecker();
  return checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(resolve(ROOT, page))!)!);
};

/** What one of the program's contents pages exports and can be called, in the order of the files. */
export function exportsOf(program: ts.Program, page: string): Documented[] {
  const found = symbolsOf(program, page).flatMap((symbol) => describe(symbol, program.getTypeChecker()) ?? []);
  return found.sort((a, b) => dirname(a.file).localeCompare(dirname(b.file)));
}

/** The methods of an exported class, what others have attached to it among them; of a property only the name says something. */
export function membersOf(program: ts.Program, page: string, name: string): Documented[] {
  const checker = program.getTypeChecker();
  const found = symbolsOf(program, page).find((each) => each.name === name)!;
  const target = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  return checker
    .getDeclaredTypeOfSymbol(target)
    .getProperties()
    .filter((member) => !/^[_#]/.test(member.name))
    .map((member) => describeMember(member, target.declarations![0], checker));
}

function describeMember(member: ts.Symbol, owner: ts.Declaration, checker: ts.TypeChecker): Documented {
  const [declaration = owner] = member.declarations ?? [];
  const [signature] = checker.getTypeOfSymbolAtLocation(member, owner).getCallSignatures();
  const type = signature ? checker.typeToString(signature.getReturnType()) : "";
  const tags = tagsOf(commentOf(declaration));
  return {
    name: member.name,
    file: relative(ROOT, declaration.getSourceFile().fileName),
    kind: signature ? "function" : "property",
    waits: type.startsWith("Promise<"),
    type,
    summary: tags.get("")?.[0] ?? "",
    returns: tags.get("returns")?.[0] ?? "",
    source: tags.get("source")?.[0] ?? "",
    defaults: defaultsIn(tags.get("param") ?? []),
    ...takenBy(signature, owner, checker),
  };
}

function describe(symbol: ts.Symbol, checker: ts.TypeChecker): Documented | undefined {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = target.valueDeclaration; // not an interface that is merged with a class
  const isClass = (target.flags & ts.SymbolFlags.Class) !== 0;
  if (!declaration || !(target.flags & ts.SymbolFlags.Value)) return undefined;
  const signatures = checker.getTypeOfSymbolAtLocation(target, declaration).getCallSignatures();
  if (!isClass && signatures.length === 0) return undefined;
  const made = isClass ? checker.getTypeOfSymbolAtLocation(target, declaration).getConstructSignatures() : signatures;
  const type = isClass ? symbol.name : checker.typeToString(signatures[0].getReturnType());
  const text = commentOf(declaration);
  const tags = tagsOf(text);
  return {
    name: symbol.name,
    file: relative(ROOT, declaration.getSourceFile().fileName),
    kind: isClass ? "class" : "function",
    waits: type.startsWith("Promise<"),
    type,
    summary: tags.get("")?.[0] ?? "",
    returns: tags.get("returns")?.[0] ?? "",
    source: tags.get("source")?.[0] ?? /as `(torchaudio[\w.]+)`/.exec(text)?.[1] ?? "",
    defaults: isClass
      ? defaultsOfConstructor(target, declaration, checker)
      : [...defaultsIn(tags.get("param") ?? []), ...defaultsOfOptions(declaration)].filter(unique),
    ...takenBy(made[0], declaration, checker),
  };
}

const unique = <T>(value: T, i: number, all: readonly T[]): boolean => all.indexOf(value) === i;

/** The comment before a function, a class or the statement that a constant stands in, without its stars. */
function commentOf(declaration: ts.Node): string {
  let node = declaration;
  if (ts.isVariableDeclaration(node)) node = node.parent.parent;
  const source = node.getSourceFile().text;
  const ranges = ts.getLeadingCommentRanges(source, node.getFullStart()) ?? [];
  const last = ranges.filter(({ pos }) => source.startsWith("/**", pos)).at(-1);
  if (!last) return "";
  const inner = source.slice(last.pos + 3, last.end - 2);
  return inner.replaceAll(/\n\s*\* ?/g, "\n").trim();
}

/** The texts of every tag, one line each; those before the first tag under "". */
function tagsOf(text: string): Map<string, string[]> {
  const tags = new Map<string, string[]>();
  const parts = ` ${text}`.split(/\s@(param|returns|throws|source|example|typeParam)\b/);
  for (let i = 0; i < parts.length; i += 2) {
    const tag = i === 0 ? "" : parts[i - 1];
    tags.set(tag, [...(tags.get(tag) ?? []), parts[i].replaceAll(/\s+/g, " ").trim()]);
  }
  return tags;
}

/** Words that stand before a default without being the name of an option. */
const PROSE: ReadonlySet<string> = new Set(["or", "give", "the", "and", "with", "samples", "frames", "Hz", "options"]);

/** Defaults as docstrings name them: "options.name  … (default x)", several to a line perhaps. */
function defaultsIn(params: readonly string[]): string[] {
  return params.flatMap((param) =>
    param.split(";").flatMap((piece) => {
      const value = /\(default ((?:[^()]|\([^()]*\))*)\)/.exec(piece)?.[1];
      const name = /^\s*(?:options\.)?([A-Za-z]\w*)/.exec(piece)?.[1];
      return value && name && !PROSE.has(name) ? [`${name} ${shortDefault(value)}`] : [];
    }),
  );
}

/** Defaults of a constructor's options: what the code says, or their comments, which others may share. */
function defaultsOfConstructor(symbol: ts.Symbol, declaration: ts.Node, checker: ts.TypeChecker): string[] {
  const code = ts.isClassDeclaration(declaration) ? declaration.members.find(ts.isConstructorDeclaration) : undefined;
  const written = new Map(defaultsInCode(code).map((each) => [each.split(" ")[0], each]));
  const [signature] = checker.getTypeOfSymbolAtLocation(symbol, declaration).getConstructSignatures();
  return (signature?.parameters ?? []).flatMap((parameter) =>
    propertiesOf(checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, declaration))).flatMap(
      (property) => {
        const comment = ts.displayPartsToString(property.getDocumentationComment(checker));
        const value = /\(default ((?:[^()]|\([^()]*\))*)\)/.exec(comment)?.[1];
        return value ? [written.get(property.name) ?? `${property.name} ${shortDefault(value)}`] : [];
      },
    ),
  );
}

const shortDefault = (value: string): string => value.split(/[,:;] /)[0].trim();

/** Defaults that stand only in the code: `{ nFft = 2048 }` of the last parameter. */
function defaultsOfOptions(declaration: ts.Node): string[] {
  const fn = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
  return fn && (ts.isFunctionDeclaration(fn) || ts.isArrowFunction(fn)) ? defaultsInCode(fn) : [];
}

function defaultsInCode(fn: ts.SignatureDeclaration | undefined): string[] {
  return (fn?.parameters ?? []).flatMap(({ name }) =>
    ts.isObjectBindingPattern(name)
      ? name.elements.flatMap(({ name: option, propertyName, initializer }) =>
          initializer && (ts.isNumericLiteral(initializer) || ts.isStringLiteral(initializer) || initializer.kind === ts.SyntaxKind.TrueKeyword || initializer.kind === ts.SyntaxKind.FalseKeyword)
            ? [`${(propertyName ?? option).getText()} ${initializer.getText()}`]
            : [],
        )
      : [],
  ); // prettier-ignore
}
