// Lengths, ranges, patterns and enum values of a service, as lines for ../models/<service>.limits:
//   limit <Name> length 1..10 | range 0..5 | oneOf A B | pattern <rest of line>     one kind of limit a line
//   <Structure>.<member>[] <Name>     [] means the elements of a list, {} the values and {key} the keys of a map

function factsOf(shape) {
    const facts = [];
    const bounds = `${shape.min ?? ""}..${shape.max ?? ""}`;
    const measured = ["string", "list", "map", "blob"].includes(shape.type);
    if (bounds !== "..") facts.push(`${measured ? "length" : "range"} ${bounds}`);
    if (shape.enum) facts.push(`oneOf ${shape.enum.join(" ")}`);
    if (shape.pattern) facts.push(`pattern ${shape.pattern}`);
    return facts;
}

export function limitsText(model, botocore) {
    const limits = new Set();
    const uses = [];
    const visit = (place, shapeName) => {
        const shape = botocore.shapes[shapeName];
        if (!shape) return;
        const facts = factsOf(shape);
        facts.forEach((fact) => limits.add(`limit ${shapeName} ${fact}`));
        if (facts.length) uses.push(`${place} ${shapeName}`);
        if (shape.type === "list") visit(`${place}[]`, shape.member.shape);
        if (shape.type === "map") {
            visit(`${place}{key}`, shape.key.shape);
            visit(`${place}{}`, shape.value.shape);
        }
    };
    for (const [, name] of model.matchAll(/^(?:structure|union) (\w+)/gm)) {
        const structure = botocore.shapes[name] ?? operationShape(name, botocore);
        for (const [member, { shape }] of Object.entries(structure?.members ?? {})) {
            visit(`${name}.${member}`, shape);
        }
    }
    const head = "# Kept by hand; first taken from the service's published limits (see README.md).";
    return [head, "enums checked", "", ...[...limits].sort(), "", ...uses.sort()].join("\n") + "\n";
}

/// The JavaScript clients rename some inputs and outputs; the operation knows botocore's name for them.
function operationShape(name, botocore) {
    const [, operation, end] = name.match(/^(\w+?)(Request|Response|Input|Output|CommandInput|CommandOutput)$/) ?? [];
    const known = botocore.operations[operation];
    if (!known) return undefined;
    return botocore.shapes[/Request|Input/.test(end) ? known.input?.shape : known.output?.shape];
}
