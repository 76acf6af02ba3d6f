// Refreshes ../models/*.model (and, with --limits, ../models/*.limits) from published machine-readable schemas.
// Run by hand:  node import.mjs <node_modules> <botocore/data> [--limits] [room …]; without rooms, all of them.
// The JavaScript clients give shapes, required members and bindings; botocore gives what those lack: the kind of each
// number, the errors of each operation, and ranges, lengths, patterns and enum values.
import { readFileSync, writeFileSync, readdirSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { limitsText } from "./limits.mjs";

const SERVICES = {
    // room: [javascript client, botocore folder, signing name, operations if not all of them]
    ecs: ["client-ecs", "ecs", "ecs"],
    ecr: ["client-ecr", "ecr", "ecr"],
    sts: ["client-sts", "sts", "sts"],
    iam: ["client-iam", "iam", "iam"],
    logs: ["client-cloudwatch-logs", "logs", "logs"],
    batch: ["client-batch", "batch", "batch"],
    elbv2: ["client-elastic-load-balancing-v2", "elbv2", "elasticloadbalancing"],
    applicationautoscaling: ["client-application-auto-scaling", "application-autoscaling", "application-autoscaling"],
    scheduler: ["client-scheduler", "scheduler", "scheduler"],
    events: ["client-eventbridge", "events", "events"],
    secretsmanager: ["client-secrets-manager", "secretsmanager", "secretsmanager"],
    // Systems Manager is much more than the Parameter Store.
    ssm: ["client-ssm", "ssm", "ssm", /Parameter|^(AddTagsTo|RemoveTagsFrom|ListTagsFor)Resource$/],
    servicediscovery: ["client-servicediscovery", "servicediscovery", "servicediscovery"],
};
// Members that models call required and live answers leave out (batch-semantics 1.2).
const LEFT_OUT = new Set(["JobDetail.startedAt"]);
const PROTOCOLS = {
    AwsJson1_0Protocol: "awsJson1_0",
    AwsJson1_1Protocol: "awsJson1_1",
    AwsRestJsonProtocol: "restJson1",
    AwsQueryProtocol: "query",
};
const MODELS = join(dirname(fileURLToPath(import.meta.url)), "..", "models");

function loadSchemas(file) {
    const names = [];
    const code = readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => !/^import |_registry|^export const errorTypeRegistries/.test(line))
        .join("\n")
        .replace(/^\s*n0_registry,\n\];$/m, "")
        .replace(/^(?:export )?var ([A-Za-z0-9_]+\$?) =/gm, (_, name) => (names.push(name), `var ${name} =`));
    return new Function(`${code.replace(/^\];\n(?=\];)/gm, "")}\nreturn {${names.join(",")}};`)();
}

function botocoreModel(data, folder) {
    const version = readdirSync(join(data, folder)).sort().at(-1);
    const file = join(data, folder, version, "service-2.json");
    try {
        return JSON.parse(gunzipSync(readFileSync(file + ".gz")));
    } catch {
        return JSON.parse(readFileSync(file));
    }
}

class Service {
    constructor(room, modules, data) {
        const [client, folder, signing, wanted] = SERVICES[room];
        const root = join(modules, "@aws-sdk", client);
        this.room = room;
        this.signing = signing;
        this.whole = !wanted;
        this.wanted = wanted ?? /./;
        this.source = `@aws-sdk/${client} ${JSON.parse(readFileSync(join(root, "package.json"))).version}`;
        this.settings = readFileSync(join(root, "dist-es/runtimeConfig.shared.js"), "utf8");
        this.schemas = loadSchemas(join(root, "dist-es/schemas/schemas_0.js"));
        this.botocore = botocoreModel(data, folder);
        this.structures = new Map();
        this.unknownNumbers = [];
    }

    setting(pattern) {
        return this.settings.match(pattern)?.[1] ?? "-";
    }

    text() {
        const all = Object.values(this.schemas);
        const operations = all.filter((schema) => schema[0] === 9 && this.wanted.test(schema[2])).sort((a, b) => (a[2] < b[2] ? -1 : 1));
        const thrown = new Set(operations.flatMap(([, , name]) => this.thrownBy(name)));
        const body = operations.map((operation) => this.operation(operation)).join("\n");
        const lines = [
            `# Facts from ${this.source}; refreshed by import/import.mjs.`,
            `service ${this.room}`,
            `protocol ${PROTOCOLS[this.setting(/\?\? (\w+Protocol),/)]}`,
            `version ${this.setting(/apiVersion: "([^"]+)"/)}`,
            `target ${this.setting(/serviceTarget: "([^"]+)"/)}`,
            `signing ${this.signing}`,
            `namespace ${this.setting(/xmlNamespace: "([^"]+)"/)}`,
            "",
            ...this.errors(this.whole ? all : all.filter((schema) => thrown.has(schema[2]))),
            "",
            body,
            "",
            ...[...this.structures.keys()].sort().map((name) => this.structures.get(name)),
        ];
        return lines.join("\n");
    }

    errors(all) {
        return all
            .filter((schema) => schema[0] === -3 && schema[1] !== "smithy.ts.sdk.synthetic." + this.room)
            .filter((schema) => schema[3])
            .map((schema) => {
                const traits = schema[3];
                const fault = traits.error === "server" ? "server" : "client";
                const [code, status] = traits.awsQueryError ?? [schema[2], traits.httpError];
                return `error ${schema[2]} ${status ?? (fault === "server" ? 500 : 400)} ${fault} ${code}`;
            })
            .sort();
    }

    thrownBy(operation) {
        return (this.botocore.operations[operation]?.errors ?? []).map((error) => error.shape);
    }

    operation([, , name, traits, input, output]) {
        const known = this.botocore.operations[name] ?? {};
        const [method, uri, status] = traits.http ?? ["POST", "/", 200];
        const ends = [
            this.endpoint(input(), `${name}Request`, known.input?.shape),
            this.endpoint(output(), `${name}Response`, known.output?.shape),
        ];
        const errors = this.thrownBy(name);
        return [`operation ${name} ${method} ${uri} ${status}`, `  ${ends[0]} ${ends[1]}`, `  errors ${errors.join(" ")}`]
            .join("\n")
            .trimEnd();
    }

    endpoint(schema, emptyName, known) {
        if (schema === "unit") {
            this.structures.set(emptyName, `structure ${emptyName}`);
            return emptyName;
        }
        return this.type(schema, known, emptyName);
    }

    /// The type as the model file writes it; walks botocore's shape of the same place along.
    type(schema, known, where) {
        if (typeof schema === "function") return this.type(schema(), known, where);
        const shape = this.botocore.shapes[known];
        if (typeof schema === "number") {
            if (schema >= 128) return `map<${this.type(schema & 63, shape?.value?.shape, where)}>`;
            if (schema >= 64) return `list<${this.type(schema & 63, shape?.member?.shape, where)}>`;
            return this.scalar(schema, shape, where);
        }
        if (schema.length === 2) return this.type(schema[0], known, where);
        const [kind, , name, traits, inner, value] = schema;
        if (kind === 0) return this.scalar(inner, shape, where);
        if (kind === 1) return `list<${this.type(inner, shape?.member?.shape, where)}>`;
        if (kind === 2) return `map<${this.type(value, shape?.value?.shape, where)}>`;
        this.structure(kind, name, traits, schema, known);
        return name;
    }

    scalar(kind, shape, where) {
        switch (kind) {
            case 0: return "string";
            case 1: return this.number(shape, where);
            case 2: return "boolean";
            case 4: return "timestamp";
            case 5: return "timestamp(iso)";
            case 6: return "timestamp(http)";
            case 7: return "timestamp(epoch)";
            case 15: return "document";
            case 21: return "blob";
            default: throw new Error(`kind ${kind} at ${where}`);
        }
    }

    number(shape, where) {
        const kinds = { integer: "int", long: "long", double: "double", float: "float" };
        if (!shape) this.unknownNumbers.push(where);
        if (!shape && /Bytes$/.test(where)) return "long";
        return shape ? kinds[shape.type] : "int";
    }

    structure(kind, name, traits, [, , , , members, types, required = 0], known) {
        if (this.structures.has(name)) return;
        this.structures.set(name, "");
        const shape = this.botocore.shapes[known] ?? this.botocore.shapes[name];
        const lines = members.map((member, index) => {
            const [type, memberTraits] = this.unwrap(types[index]);
            const text = this.type(type, shape?.members?.[member]?.shape, `${name}.${member}`);
            return `  ${member}${index < required && !LEFT_OUT.has(`${name}.${member}`) ? "!" : ""} ${text}${this.traits(type, memberTraits, member)}`;
        });
        const word = kind === 4 ? "union" : "structure";
        this.structures.set(name, [`${word} ${name}${traits.streaming ? " streaming" : ""}`, ...lines].join("\n"));
    }

    unwrap(type) {
        return Array.isArray(type) && type.length === 2 ? type : [type, 0];
    }

    traits(type, member, name) {
        const own = typeof type === "function" ? type() : type;
        const ownTraits = Array.isArray(own) ? own[3] : 0;
        const bits = typeof member === "number" ? member : 0;
        const words = [];
        if (bits & 1) words.push(`@path(${name})`);
        if (member.httpQuery) words.push(`@query(${member.httpQuery})`);
        if (member.httpHeader) words.push(`@header(${member.httpHeader})`);
        if ((bits & 16) || member.httpPayload) words.push("@payload");
        if ((bits & 4) || member.idempotencyToken) words.push("@token");
        if ((bits & 8) || ((ownTraits | 0) & 8)) words.push("@sensitive");
        return words.map((word) => " " + word).join("");
    }
}

const [modules, data, ...rest] = process.argv.slice(2);
const rooms = rest.filter((word) => word !== "--limits");
for (const room of rooms.length ? rooms : Object.keys(SERVICES)) {
    const service = new Service(room, modules, data);
    const text = service.text();
    writeFileSync(join(MODELS, `${room}.model`), text + "\n");
    if (rest.includes("--limits")) writeFileSync(join(MODELS, `${room}.limits`), limitsText(text, service.botocore));
    console.log(room, service.structures.size, "structures; number kinds assumed:", service.unknownNumbers.join(" "));
}
