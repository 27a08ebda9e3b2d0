// sbom.mjs steady FROM TO TIME    takes out what differs from run to run, so that the same sources give the same bytes
// sbom.mjs check FILE...          holds each file to the schema of the CycloneDX version it says it is of
import { readFileSync, writeFileSync } from "node:fs";
import { Validation } from "@cyclonedx/cyclonedx-library";

const [task, ...rest] = process.argv.slice(2);

async function check(file) {
  const text = readFileSync(file, "utf8");
  const bill = JSON.parse(text);
  const problem = await new Validation.JsonStrictValidator(bill.specVersion).validate(text);
  const parts = bill.components?.length ?? 0;
  if (problem !== null) throw new Error(`${file} is no CycloneDX ${bill.specVersion}: ${JSON.stringify(problem).slice(0, 2000)}`);
  if (parts === 0) throw new Error(`${file} lists nothing`);
  const nameless = bill.components.filter((part) => !part.purl);
  if (nameless.length > 0) throw new Error(`${file}: ${nameless.length} parts have no package URL, such as ${nameless[0].name}`);
  console.log(`${file}: CycloneDX ${bill.specVersion}, ${parts} parts, valid`);
}

if (task === "steady") {
  const [from, to, time] = rest;
  const bill = JSON.parse(readFileSync(from, "utf8"));
  delete bill.serialNumber;
  bill.metadata.timestamp = time;
  bill.components.sort((a, b) => (a["bom-ref"] < b["bom-ref"] ? -1 : 1));
  writeFileSync(to, JSON.stringify(bill, null, 2) + "\n");
} else if (task === "check" && rest.length > 0) {
  for (const file of rest) await check(file);
} else {
  console.error("sbom.mjs steady FROM TO TIME | check FILE...");
  process.exit(2);
}
