// Holds posko's own files against outside validators, as TAP: ajv for JSON Schema 2020-12, datapackage for Frictionless packages.
// Usage: validate.mjs (--json SCHEMA FILE | --schema SCHEMA | --package FOLDER)…
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const { Package } = createRequire(import.meta.url)('datapackage');
const results = [];
const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

function validator (schemaFile) {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
  addFormats(ajv);
  return ajv.compile(read(schemaFile));
}

function checkSchema (schemaFile) {
  validator(schemaFile);
  return [];
}

function checkJson (schemaFile, file) {
  const validate = validator(schemaFile);
  return validate(read(file)) ? [] : validate.errors.map((e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
}

// The validator does not strip a byte order mark, which Excel's dialect needs: it is given a copy without.
function copyWithoutMarks (folder) {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'posko-validate-'));
  fs.cpSync(folder, copy, { recursive: true });
  for (const name of fs.readdirSync(copy, { recursive: true })) {
    const file = path.join(copy, name);
    if (!name.endsWith('.csv') || !fs.statSync(file).isFile()) continue;
    const bytes = fs.readFileSync(file);
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) fs.writeFileSync(file, bytes.subarray(3));
  }
  return copy;
}

async function checkPackage (folder) {
  const copy = copyWithoutMarks(folder);
  const faults = [];
  try {
    const found = await Package.load(path.join(copy, 'datapackage.json'), { basePath: copy });
    faults.push(...found.errors.map(String));
    let rows = 0;
    for (const resource of found.resources) {
      if (!resource.tabular) {
        if (!fs.existsSync(path.join(copy, resource.descriptor.path))) faults.push(`${resource.name}: no file`);
        continue;
      }
      try {
        rows += (await resource.read({ relations: true })).length;
      } catch (error) {
        faults.push(`${resource.name}: ${error}`, ...(error.errors || []).slice(0, 5).map((e) => `${resource.name}: row ${e.rowNumber}: ${e}`));
      }
    }
    if (rows === 0) faults.push('no rows at all');
  } finally {
    fs.rmSync(copy, { recursive: true });
  }
  return faults;
}

const words = process.argv.slice(2);
while (words.length > 0) {
  const kind = words.shift();
  const args = words.splice(0, kind === '--json' ? 2 : 1);
  let faults;
  try {
    if (kind === '--json') faults = checkJson(...args);
    else if (kind === '--schema') faults = checkSchema(...args);
    else if (kind === '--package') faults = await checkPackage(...args);
    else faults = [`unknown word ${kind}`];
  } catch (error) {
    faults = [String(error)];
  }
  results.push([`${kind} ${args.map((a) => path.basename(a)).join(' ')}`, faults]);
}

console.log(`1..${results.length}`);
results.forEach(([name, faults], i) => {
  console.log(`${faults.length ? 'not ok' : 'ok'} ${i + 1} - ${name}`);
  faults.slice(0, 20).forEach((fault) => console.log(`# ${fault.replace(/\n/g, ' ')}`));
});
process.exit(results.some(([, faults]) => faults.length) ? 1 : 0);
