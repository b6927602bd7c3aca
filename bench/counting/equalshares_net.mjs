// Runs the unmodified source of equalshares.net's tool outside a browser: its parser and its worker, in float mode.
// node equalshares_net.mjs FOLDER FILE → one JSON object with winners, seconds (parsing and counting) and peak_mb.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

const [folder, file] = process.argv.slice(2);
// the parser says `export` as the browser's modules do, without a package.json that says so to node
const source = readFileSync(join(folder, 'js', 'pabulibParser.js'), 'utf8');
const { parsePabulibFromString } = await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`);

let answer;
globalThis.postMessage = (message) => { if (message.type === 'result') answer = message; };
globalThis.importScripts = (name) => {
    // the library of fractions serves another mode than the one asked here
    const path = join(folder, 'js', name);
    if (existsSync(path)) vm.runInThisContext(readFileSync(path, 'utf8'), { filename: pathToFileURL(path).href });
};
const worker = join(folder, 'js', 'methodOfEqualSharesWorker.js');
vm.runInThisContext(readFileSync(worker, 'utf8'), { filename: pathToFileURL(worker).href });

// of this program alone: what the process tells of itself begins with what it was before
const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
const idle = peak();
const begun = process.cpuUsage();
const instance = parsePabulibFromString(readFileSync(file, 'utf8'));
const params = {
    tieBreaking: ['minCost', 'maxVotes', Object.keys(instance.projects).sort()],
    completion: 'add1u', add1options: [], budgetIncrement: 1, comparison: 'none', accuracy: 'floats',
};
globalThis.onmessage({ data: { instance, params } });
const used = process.cpuUsage(begun);
const seconds = (used.user + used.system) / 1e6;
console.log(JSON.stringify({
    winners: answer.winners, seconds, peak_mb: peak() - idle,
}));
