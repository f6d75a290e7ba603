/**
 * A list spread into arguments throws beyond some 100,000 items ("Maximum call stack size exceeded"): tables have more rows.
 * What is spread must be known to be short: a literal, a call on one, or a name that a reason stands beside.
 */
const noRowsAsArguments = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      spread:
        "Do not spread a list into arguments: beyond some 100,000 items it throws. Use a loop, concat, flat or d3-array; or say beside it why the list is short."
    }
  },
  create(context) {
    const visit = (node) => {
      for (const argument of node.arguments) {
        if (argument.type === "SpreadElement" && argument.argument.type !== "ArrayExpression")
          context.report({node: argument, messageId: "spread"});
      }
    };
    return {CallExpression: visit, NewExpression: visit};
  }
};

export default {meta: {name: "churnbook"}, rules: {"no-rows-as-arguments": noRowsAsArguments}};
