// What a call takes, as TypeScript knows it: the names before its options, and those of the options.
import ts from "typescript";

interface Taken {
  readonly parameters: readonly string[];
  readonly options: readonly string[];
}

/** The parameters of a call, those of a rest tuple one by one, and the properties of the options that end it. */
export function takenBy(signature: ts.Signature | undefined, at: ts.Node, checker: ts.TypeChecker): Taken {
  const taken = (signature?.parameters ?? []).flatMap((symbol) => {
    const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(symbol, at));
    const declaration = symbol.valueDeclaration as ts.ParameterDeclaration | undefined;
    return parametersIn(symbol.name, declaration, type, checker);
  });
  const options = taken.filter(({ isOptions }) => isOptions);
  return {
    parameters: taken.filter(({ isOptions }) => !isOptions).map(({ name }) => name),
    options: options
      .flatMap(({ type }) => propertiesOf(type).map(({ name }) => name))
      .filter((name, i, all) => all.indexOf(name) === i),
  };
}

/** A type's properties, its own file's first, each file's in order: the compiler's depends on what it has seen before. */
export function propertiesOf(type: ts.Type): ts.Symbol[] {
  const home = fileOf((type.aliasSymbol ?? type.symbol)?.declarations?.[0]);
  const keyed = type.getProperties().map((symbol) => {
    const file = fileOf(symbol.declarations?.[0]);
    return { symbol, file: file === home ? "" : file, pos: symbol.declarations?.[0].pos ?? 0 };
  });
  keyed.sort((a, b) => (a.file === b.file ? a.pos - b.pos : a.file < b.file ? -1 : 1));
  return keyed.map(({ symbol }) => symbol);
}

const fileOf = (declaration: ts.Declaration | undefined): string => declaration?.getSourceFile().fileName ?? "";

interface Parameter {
  readonly name: string;
  readonly isOptions: boolean;
  readonly type: ts.Type;
}

type Declared = ts.ParameterDeclaration | ts.NamedTupleMember | undefined;

function parametersIn(symbolName: string, declared: Declared, type: ts.Type, checker: ts.TypeChecker): Parameter[] {
  if (declared?.dotDotDotToken && checker.isTupleType(type)) {
    const labels = ((type as ts.TypeReference).target as ts.TupleType).labeledElementDeclarations ?? [];
    const types = checker.getTypeArguments(type as ts.TypeReference);
    return types.flatMap((each, i) =>
      parametersIn(labels[i]?.name.getText() ?? "", labels[i], checker.getNonNullableType(each), checker),
    );
  }
  const isOptional = !!(declared?.questionToken ?? (declared as ts.ParameterDeclaration | undefined)?.initializer);
  const isTakenApart = /^(\{|__\d)/.test(symbolName);
  const ofClass =
    isTakenApart && type.isClass() ? type.symbol.name.replace(/^./, (first) => first.toLowerCase()) : undefined;
  const name = ofClass ?? symbolName.replace(/OrOptions$/, ""); // "dimOrOptions": the dimension, or all in one object
  const isOptions = ofClass === undefined && (isTakenApart || /^(_?options)?$/i.test(name));
  return [{ name: `${declared?.dotDotDotToken ? "..." : ""}${name}${isOptional ? "?" : ""}`, isOptions, type }];
}
