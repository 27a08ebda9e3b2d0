// Reads workflows as GitHub does, with its own parser, and says what it would refuse.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } from "@actions/workflow-parser";

async function problems(file: string): Promise<string[]> {
  const parsed = parseWorkflow({ name: basename(file), content: readFileSync(file, "utf8") }, new NoOperationTraceWriter());
  const found = parsed.context.errors.getErrors().map((error) => error.message);
  if (parsed.value === undefined || found.length > 0) return found;
  const template = await convertWorkflowTemplate(parsed.context, parsed.value);
  return (template.errors ?? []).map((error) => error.Message);
}

async function main(files: string[]) {
  let refused = 0;
  for (const file of files) {
    for (const problem of await problems(file)) {
      console.error(`${file}: ${problem}`);
      refused++;
    }
  }
  console.log(`parsed ${files.length} workflows as GitHub does, ${refused} problems`);
  process.exit(refused === 0 ? 0 : 1);
}

void main(process.argv.slice(2));
