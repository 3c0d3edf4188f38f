// Preloaded into a measured process: writes the most memory it held, in bytes, to a file at its end.
const { readFileSync, writeFileSync } = require('node:fs');

process.on('exit', () => writeFileSync(process.env.PROMPTCOST_BENCH_MEMORY, String(peak())));

function peak() {
  try {
    // `maxRSS` would count the process that started this one, if it was larger: Linux keeps the figure across exec.
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
