/** A client of the language server for measuring: starts it over stdio, opens one file, and asks for its diagnostics as VS Code does. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** What VS Code says of itself, as far as it changes what the server does at its start. */
const capabilities = {
  textDocument: { diagnostic: { dynamicRegistration: true }, inlayHint: { dynamicRegistration: true } },
  workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true }, didChangeWatchedFiles: { dynamicRegistration: true }, diagnostics: { refreshSupport: true } },
};

/**
 * @param {string} script the server's bundle
 * @param {{ folder: string, path: string, languageId: string, text: string }} file what is opened, in which workspace folder
 * @param {(session: { pid: number, ms: number, diagnostics: number, change: (text: string) => Promise<unknown> }) => Promise<Result>} use runs while the server does;
 *   `ms` is from the start of the process to the first diagnostics
 */
export async function withServer(script, { folder, path, languageId, text }, use) {
  const start = performance.now();
  const child = spawn(process.execPath, [script, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const { request, notify } = connect(child);
  const uri = pathToFileURL(path).href;
  try {
    await request('initialize', { processId: process.pid, rootUri: pathToFileURL(folder).href, workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'bench' }], capabilities });
    notify('initialized', {});
    notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    const pull = () => request('textDocument/diagnostic', { textDocument: { uri } });
    const report = await pull();
    const ms = performance.now() - start;
    let version = 1;
    const change = (next) => {
      notify('textDocument/didChange', { textDocument: { uri, version: ++version }, contentChanges: [{ text: next }] });
      return pull();
    };
    return await use({ pid: child.pid, ms, diagnostics: report.items.length, change });
  } finally {
    await Promise.race([request('shutdown'), sleep(2000)]);
    notify('exit');
    if ((await Promise.race([ended, sleep(2000, 'late')])) === 'late') child.kill('SIGKILL');
  }
}

/** Memory a process holds now, in bytes; undefined where the system does not tell. */
export function residentMemory(pid) {
  try {
    return Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
  } catch {
    return undefined;
  }
}

function connect(child) {
  const waiting = new Map();
  let next = 1;
  let buffered = Buffer.alloc(0);
  const send = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    child.stdin.write(body);
  };
  child.stdin.on('error', () => {});
  child.on('exit', (code) => waiting.forEach(({ reject }) => reject(new Error(`the server ended with ${code}`))));
  child.stdout.on('data', (chunk) => {
    buffered = Buffer.concat([buffered, chunk]);
    for (;;) {
      const head = buffered.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(buffered.toString('latin1', 0, head))[1]);
      if (buffered.length < head + 4 + length) return;
      const message = JSON.parse(buffered.toString('utf8', head + 4, head + 4 + length));
      buffered = buffered.subarray(head + 4 + length);
      if (message.method === 'workspace/configuration') send({ id: message.id, result: message.params.items.map(() => null) });
      else if (message.method !== undefined && message.id !== undefined) send({ id: message.id, result: null });
      else if (message.id !== undefined) {
        const { resolve, reject } = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.error === undefined) resolve(message.result);
        else reject(new Error(message.error.message));
      }
    }
  });
  return {
    notify: (method, params) => send({ method, params }),
    request: (method, params) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        send({ id, method, params });
      }),
  };
}
