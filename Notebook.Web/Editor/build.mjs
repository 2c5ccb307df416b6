// Builds what the page loads from wwwroot/lib and wwwroot/fonts. The result is checked in, so that `dotnet run` on a fresh
// clone needs neither node nor the network; `node build.mjs --check` fails when it differs from the sources.
import { build } from "esbuild";
import { readdir, readFile, writeFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const wwwroot = join(here, "../../wwwroot");
const check = process.argv.includes("--check");
const different = [];

async function put(path, content) {
  const target = join(wwwroot, path);
  const bytes = Buffer.from(content);
  if (check) {
    const there = await readFile(target).catch(() => null);
    if (!there || !there.equals(bytes)) different.push(path);
    return;
  }
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, bytes);
}

async function bundleOf(entry, options = {}) {
  return await build({
    absWorkingDir: here, entryPoints: [entry], bundle: true, format: "esm", target: "es2022", minify: true, legalComments: "none", charset: "utf8",
    metafile: true, write: false, outfile: "out.js", ...options,
  });
}

async function license(folder) {
  for (const name of ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "license", "License", "LICENSE-MIT", "LICENSE.APACHE2", "license.txt"]) {
    const text = await readFile(join(folder, name), "utf8").catch(() => null);
    if (text) return text.trim();
  }
  return "The package comes without a text of its license.";
}

async function noticesOf(names) {
  const notices = [];
  for (const name of [...names].sort()) {
    const folder = join(here, "node_modules", name);
    const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    notices.push(`${name} ${about.version} (${about.license})\n\n${await license(folder)}\n`);
  }
  return notices.join(`\n${"-".repeat(80)}\n\n`);
}

const packagesOf = result => Object.keys(result.metafile.inputs).map(path => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean);

// What every page loads, and beside it the languages of code in texts, loaded with the first such code.
const result = await bundleOf("src/notebook.js", { external: ["./languages.js"] });
const languages = await bundleOf("src/languages.js");
const bundle = Buffer.from(result.outputFiles[0].contents);
await put("lib/editor/notebook.js", bundle);
await put("lib/editor/languages.js", languages.outputFiles[0].contents);
await put("lib/editor/LICENSES.txt", await noticesOf(new Set([...packagesOf(result), ...packagesOf(languages)])));

// What the server writes into the documents of frames.
for (const name of ["frame", "diagram"])
  await put(`lib/frame/${name}.js`, (await bundleOf(`src/frame/${name}.js`, { format: "iife" })).outputFiles[0].contents);
await put("lib/frame/frame.css", (await bundleOf("src/frame/frame.css", { outfile: "out.css", format: undefined })).outputFiles[0].contents);

// What stands in an exported page.
await put("lib/export/page.js", (await bundleOf("src/export/page.js", { format: "iife" })).outputFiles[0].contents);

// Formulas: the library as it is, with the one form of its fonts that every browser reads.
const katex = join(here, "node_modules/katex");
await put("lib/katex/katex.mjs", (await bundleOf("node_modules/katex/dist/katex.mjs")).outputFiles[0].contents);
const katexStyle = await readFile(join(katex, "dist/katex.min.css"), "utf8");
await put("lib/katex/katex.min.css", katexStyle.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, ""));
for (const file of (await readdir(join(katex, "dist/fonts"))).filter(name => name.endsWith(".woff2")))
  await put(`lib/katex/fonts/${file}`, await readFile(join(katex, "dist/fonts", file)));
await put("lib/katex/LICENSE.txt", await license(katex));

// Diagrams: the library as it is published, with the licenses of what it holds.
await put("lib/mermaid/mermaid.min.js", await readFile(join(here, "node_modules/mermaid/dist/mermaid.min.js")));
await put("lib/mermaid/LICENSES.txt", await noticesOf(await withDependencies("mermaid")));

async function withDependencies(name, found = new Set()) {
  if (found.has(name)) return found;
  const about = await readFile(join(here, "node_modules", name, "package.json"), "utf8").catch(() => null);
  if (!about) return found;
  found.add(name);
  for (const dependency of Object.keys(JSON.parse(about).dependencies ?? {})) if (!dependency.startsWith("@types/")) await withDependencies(dependency, found);
  return found;
}

const fonts = { "inter": ["normal"], "jetbrains-mono": ["normal"], "source-serif-4": ["normal", "italic"] };
for (const [font, styles] of Object.entries(fonts)) {
  const folder = join(here, "node_modules/@fontsource-variable", font);
  for (const style of styles)
    for (const subset of ["latin", "latin-ext"]) {
      const file = `${font}-${subset}-wght-${style}.woff2`;
      await put(`fonts/${file}`, await readFile(join(folder, "files", file)));
    }
  await put(`fonts/${font}-OFL.txt`, await readFile(join(folder, "LICENSE")));
}

if (different.length > 0) {
  console.error(`Not what the sources build: ${different.join(", ")}. Run \`npm run build\` in Notebook.Web/Editor and commit the result.`);
  process.exit(1);
}
console.log(`lib/editor/notebook.js: ${bundle.length} bytes, ${gzipSync(bundle, { level: 9 }).length} gzipped`);
