// Reads the API's description: its operations, who may use them, and whether an answer is what it promises.
import Ajv2020 from "ajv/dist/2020.js";

/** [{ method, path, id, roles, scope, captures, query, body, responses }] of every declared operation. */
export function operationsOf(spec) {
  return Object.entries(spec.paths).flatMap(([path, item]) => Object.entries(item).map(([verb, operation]) => ({
    method: verb.toUpperCase(), path, id: operation.operationId, roles: operation["x-roles"], scope: operation["x-scope"],
    captures: operation.parameters.filter((p) => p.in === "path").map((p) => p.name),
    query: operation.parameters.filter((p) => p.in === "query"),
    body: operation.requestBody?.content, responses: operation.responses,
  })));
}

/** No role in the description means: anybody with a login. */
export const mayUse = (operation, role) => operation.roles.length === 0 || operation.roles.includes(role);

export const filled = (path, values) => path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? ""));

/** A function (operation, answer) → what is wrong with the answer, or "". */
export function validatorOf(spec) {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(spec, "couloir");
  const pointer = (parts) => "couloir#/" + parts.map((p) => encodeURIComponent(String(p).replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
  return (operation, answer) => {
    const code = answer.status >= 500 ? "5XX" : answer.status >= 400 ? "4XX" : String(answer.status);
    let at = ["paths", operation.path, operation.method.toLowerCase(), "responses", code];
    let declared = operation.responses[code];
    if (!declared) return `answered ${answer.status}, which it does not declare`;
    if (declared.$ref) {
      at = declared.$ref.slice(2).split("/");
      declared = at.reduce((value, key) => value[key], spec);
    }
    if (!declared.content) return answer.text === "" ? "" : `says something where it declares nothing: ${answer.text.slice(0, 80)}`;
    const type = answer.type.split(";")[0];
    if (!declared.content[type]) return `answered ${type}, not ${Object.keys(declared.content)}`;
    if (answer.json === undefined) return "";
    const holds = ajv.getSchema(pointer([...at, "content", type, "schema"]));
    return holds(answer.json) ? "" : ajv.errorsText(holds.errors).slice(0, 400);
  };
}
