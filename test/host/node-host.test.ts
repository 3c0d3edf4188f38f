import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createNodeHost } from '../../server/host/node-host.ts';
import { judgeSettings } from '../../server/host/settings/settings-schema.ts';
import { project } from '../cli/support.ts';

function hostOf(root: string, open: ReadonlyMap<string, string> = new Map()) {
  return createNodeHost({ roots: [root], extensions: new Set(['.py', '.ts']), ruleIds: ['rule-a'], judge: judgeSettings, countTokens: () => ({ low: 1, high: 1 }), openText: (file) => open.get(file) });
}

describe('the host', () => {
  it('reads text inside the workspace only, whatever a link says', () => {
    const outside = project({ 'secret.py': 'secret', 'pkg/x.py': 'secret' });
    const root = project({ 'a.py': '\uFEFFa = 1', 'binary.py': '\0', 'sub/b.py': 'b' });
    symlinkSync(path.join(outside, 'secret.py'), path.join(root, 'link.py'));
    symlinkSync(path.join(outside, 'pkg'), path.join(root, 'pkg'));
    symlinkSync(path.join(root, 'sub'), path.join(root, 'inside'));
    const host = hostOf(root);
    const read = (file: string) => host.read(path.posix.join(root, file));
    expect([read('a.py'), read('binary.py'), read('link.py'), read('pkg/x.py'), read('inside/b.py'), read('none.py'), read('sub')]).toEqual(['a = 1', undefined, undefined, undefined, 'b', undefined, undefined]);
    expect(host.read(`${outside}/secret.py`)).toBeUndefined();
    expect(['a.py', 'link.py', 'pkg/x.py', 'inside/b.py', 'sub'].map((file) => host.exists(`${root}/${file}`))).toEqual([true, false, false, true, false]);
    expect(host.disk.notes().map(({ kind }) => kind)).toEqual(['not-text', 'outside']);
    expect(host.disk.encoding(`${root}/a.py`)).toEqual({ bom: '\uFEFF', exact: 'exact' });
  });

  it('lists what is in a workspace folder that is a link, by the names that an editor has for it', () => {
    const real = project({ 'a.py': '', 'sub/b.py': '', 'sub/package.json': '{}' });
    const root = path.join(project({}), 'link');
    symlinkSync(real, root);
    const { files, projects } = hostOf(root).list();
    expect([...files, ...projects]).toEqual([`${root}/a.py`, `${root}/sub/b.py`, `${root}/sub`]);
  });

  it('shows open text before the disk', () => {
    const root = project({ 'a.py': 'disk' });
    const host = hostOf(root, new Map([[`${root}/a.py`, 'open'], [`${root}/new.py`, 'new']]));
    expect([host.read(`${root}/a.py`), host.read(`${root}/new.py`), host.exists(`${root}/new.py`)]).toEqual(['open', 'new', true]);
  });

  it('reads texts of any name, inside the workspace only and up to 1 MB', () => {
    const outside = project({ 'secret.md': 'secret', 'prompts/x.md': 'secret' });
    const root = project({ 'prompts/a.md': '\uFEFFBe kind.', 'image.png': '\0', 'big.txt': 'x'.repeat(1_000_001), 'none': 'no extension' });
    symlinkSync(path.join(outside, 'secret.md'), path.join(root, 'link.md'));
    symlinkSync(path.join(outside, 'prompts'), path.join(root, 'linked'));
    symlinkSync(path.join(root, 'prompts/a.md'), path.join(root, 'inside.md'));
    const host = hostOf(root, new Map([[`${root}/prompts/a.md`, 'open'], [`${outside}/secret.md`, 'open']]));
    const read = (file: string) => host.readText(file);
    expect(read(`${root}/prompts/a.md`)).toEqual({ kind: 'text', text: 'open' });
    expect(read(`${root}/inside.md`)).toEqual({ kind: 'text', text: 'Be kind.' });
    expect(read(`${root}/none`)).toEqual({ kind: 'text', text: 'no extension' });
    expect(read(`${root}/big.txt`)).toEqual({ kind: 'too-large' });
    for (const file of ['link.md', 'linked/x.md', 'image.png', 'prompts', 'no.md', `../${path.basename(outside)}/secret.md`]) expect(read(`${root}/${file}`), file).toEqual({ kind: 'missing' });
    expect(read(`${outside}/secret.md`)).toEqual({ kind: 'missing' });
    expect(host.disk.notes().map(({ kind }) => kind)).toEqual(['outside']);
  });

  it('reads of pictures and documents no more than their size', () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452000004000000030008020000', 'hex');
    // A smaller picture of itself before the frame.
    const jpeg = Buffer.concat([Buffer.from('ffd8ffe1', 'hex'), Buffer.from([0x10, 0x00]), Buffer.alloc(0x0ffe), Buffer.from('ffc0001108021003200301220002110103110000', 'hex')]);
    const pdf = '%PDF-1.4\n1 0 obj <</Type/Pages/Count 2>> 2 0 obj <</Type /Page /Parent 1 0 R>> 3 0 obj <</Type/Page>>';
    const root = project({ 'packed.pdf': '%PDF-1.7\n', 'no.pdf': 'text', 'no.gif': 'text', 'a.pdf': pdf, 'large.pdf': pdf + ' '.repeat(8_000_000) });
    writeFileSync(path.join(root, 'a.png'), png);
    writeFileSync(path.join(root, 'a.jpg'), jpeg);
    const packed = deflateSync('2 0 3 30 <</Type /Page /Parent 1 0 R>> <</Type/Page>>');
    writeFileSync(path.join(root, 'packed-pages.pdf'), Buffer.concat([Buffer.from('%PDF-1.5\n1 0 obj <</Type /ObjStm /N 2 /First 8 /Filter /FlateDecode>>\nstream\r\n'), packed, Buffer.from('\nendstream')]));
    writeFileSync(path.join(root, 'locked.pdf'), '%PDF-1.5\n1 0 obj <</Type /ObjStm /N 2>>\nstream\nlocked\nendstream');
    writeFileSync(path.join(root, 'linear.pdf'), '%PDF-1.5\n1 0 obj <</Linearized 1 /L 9000 /H [ 500 100 ] /O 3 /N 12>> 2 0 obj <</Type /Page>>');
    const outside = project({});
    writeFileSync(path.join(outside, 'b.png'), png);
    symlinkSync(path.join(outside, 'b.png'), path.join(root, 'link.png'));
    const read = (file: string) => hostOf(root).readText(`${root}/${file}`);
    expect(read('a.png')).toEqual({ kind: 'media', media: { kind: 'picture', width: 1024, height: 768 } });
    expect(read('a.jpg')).toEqual({ kind: 'media', media: { kind: 'picture', width: 800, height: 528 } });
    for (const [file, pages] of [['a.pdf', 2], ['packed-pages.pdf', 2], ['linear.pdf', 12]] as const) expect(read(file), file).toEqual({ kind: 'media', media: { kind: 'document', pages } });
    for (const file of ['packed.pdf', 'locked.pdf', 'large.pdf', 'no.pdf', 'no.gif', 'link.png', 'none.png']) expect(read(file), file).toEqual({ kind: 'missing' });
    expect(hostOf(root).readText(`${outside}/b.png`)).toEqual({ kind: 'missing' });
  });

  it('judges no other file by a text that changes', () => {
    const root = project({ 'a.py': '' });
    const host = hostOf(root);
    host.layout(`${root}/a.py`);
    expect(host.disk.list(root).has('new')).toBe(false);
    writeFileSync(path.join(root, 'b.md'), '');
    expect(host.changed(`${root}/b.md`)).toBe('source');
    mkdirSync(path.join(root, 'new'));
    writeFileSync(path.join(root, 'new/c.md'), '');
    expect(host.changed(`${root}/new/c.md`)).toBe('source');
    writeFileSync(path.join(root, 'new/d.py'), '');
    expect(host.changed(`${root}/new/d.py`)).toBe('settings');
  });

  it('knows whether a word stands anywhere, and notices when that changes', () => {
    const root = project({ 'a.py': 'x', 'sub/b.py': 'y' });
    const host = hostOf(root);
    const mentions = () => host.mentions('cache_control', `${root}/a.py`);
    expect(mentions()).toBe('no');
    writeFileSync(path.join(root, 'sub/b.py'), 'cache_control');
    host.changed(`${root}/sub/b.py`);
    expect(mentions()).toBe('yes');
    rmSync(path.join(root, 'sub/b.py'));
    host.changed(`${root}/sub/b.py`);
    expect(mentions()).toBe('no');
  });

  it('tells which changes decide how other files are judged', () => {
    const root = project({ 'a.py': '', 'pkg/__init__.py': '', 'tsconfig.json': '{}', 'promptcost.json': '{}' });
    const host = hostOf(root);
    const layout = host.layout(`${root}/pkg/x.py`);
    expect(host.config(`${root}/a.py`).rules).toEqual({});
    expect(host.changed(`${root}/a.py`)).toBe('source');
    expect(host.changed(`${root}/pkg/__init__.py`)).toBe('source');
    expect(host.layout(`${root}/pkg/x.py`)).toBe(layout);
    writeFileSync(path.join(root, 'promptcost.json'), '{ "rules": { "rule-a": "off" } }');
    expect(host.changed(`${root}/promptcost.json`)).toBe('settings');
    expect(host.config(`${root}/a.py`).rules).toEqual({ 'rule-a': 'off' });
    expect(host.changed(`${root}/tsconfig.json`)).toBe('settings');
    host.layout(`${root}/pkg/x.py`);
    rmSync(path.join(root, 'pkg/__init__.py'));
    expect(host.changed(`${root}/pkg/__init__.py`)).toBe('settings');
    expect(host.layout(`${root}/pkg/x.py`).sourceRoots).toEqual([`${root}/pkg`, root]);
  });
});
