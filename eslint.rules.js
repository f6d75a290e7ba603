import ts from "typescript";

/**
 * No plain object is a dictionary of names that somebody else chose: `byName[name]` finds "constructor" in every object,
 * `byName[name] = x` loses "__proto__". Reading goes by `findNamed` and `getNamed` (lib/named.ts), writing by
 * `Object.fromEntries`, `{...byName, [name]: x}` or a Map. Names that the code itself lists are free: a union of them, or `Listed`.
 */
const noForeignNames = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      read: "A name from outside must be looked up by findNamed or getNamed (lib/named.ts), or in a Map.",
      write: "A name from outside must be set by Object.fromEntries, {...byName, [name]: x} or a Map: plain objects lose “__proto__”.",
      in: "Whether a name from outside is there must be asked by Object.hasOwn: every object inherits “constructor”."
    }
  },
  create(context) {
    const {program, esTreeNodeToTSNodeMap: nodes} = context.sourceCode.parserServices;
    const checker = program.getTypeChecker();
    const typeOf = (node) => checker.getTypeAtLocation(nodes.get(node));
    const isDictionary = (type) =>
      (type.isUnionOrIntersection() ? type.types : [type]).some(
        (part) => part.getStringIndexType() !== undefined && !part.isClass() && part.symbol?.name !== "Listed"
      );
    const isListed = (type) =>
      (type.isUnion() ? type.types : [type]).every(
        (part) => part.flags & (ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLike | ts.TypeFlags.ESSymbolLike)
      );
    return {
      MemberExpression(node) {
        if (!node.computed || isListed(typeOf(node.property)) || !isDictionary(typeOf(node.object))) return;
        const isWritten =
          (node.parent.type === "AssignmentExpression" && node.parent.left === node) || node.parent.type === "UpdateExpression";
        context.report({node, messageId: isWritten ? "write" : "read"});
      },
      "BinaryExpression[operator='in']"(node) {
        if (!isListed(typeOf(node.left)) && isDictionary(typeOf(node.right))) context.report({node, messageId: "in"});
      },
      "CallExpression[callee.object.name='Object'][callee.property.name='assign']"(node) {
        if (node.arguments.slice(1).some((argument) => isDictionary(typeOf(argument)))) context.report({node, messageId: "write"});
      }
    };
  }
};

export const churnbook = {rules: {"no-foreign-names": noForeignNames}};
