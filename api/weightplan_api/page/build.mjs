/** Bundle the page into built/: index.html beside assets whose names carry the hash of what they hold. */
import { build } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

const HERE = import.meta.dirname;
const OUT = join(HERE, "built");

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT);
const { metafile } = await build({
  absWorkingDir: HERE,
  entryPoints: ["main.js", "page.css", "icon.svg"],
  outdir: join(OUT, "assets"),
  entryNames: "[name]-[hash]",
  loader: { ".svg": "copy" },
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2023"],
  legalComments: "linked",
  metafile: true,
});

/** Return where a browser finds what was made of an entry. */
function address(entry) {
  const made = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry);
  return `/assets/${basename(made[0])}`;
}

const html = await readFile(join(HERE, "index.html"), "utf8");
await writeFile(
  join(OUT, "index.html"),
  html.replace(/\{\{(.+?)\}\}/g, (_, entry) => address(entry)),
);
