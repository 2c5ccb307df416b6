// The one list of commands holds together: names, keys, and every button that names one.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { canonical, editorKey, shownKeys, strokesOf } from "../src/commands/keyNames.js";
import { commandFor, commandNamed, commands } from "../src/commands/registry.js";

const modes = ["command", "edit", "cell", "page"];
const meet = (a, b) => a === b || a === "page" || b === "page" || a === "cell" && b !== "page" || b === "cell" && a !== "page";
// The browser or the window takes these, or a reader would miss them.
const reserved = ["Mod+N", "Mod+T", "Mod+W", "Mod+Q", "Mod+L", "Mod+R", "Mod+P", "Mod+Tab", "Mod+Shift+N", "Mod+Shift+T", "Mod+Shift+W", "Mod+Shift+R",
  "Mod+Shift+C", "Mod+Shift+I", "Mod+Shift+J", "Mod+Shift+Delete", "Mod+0", "Mod+C", "Mod+V", "Mod+X", "Mod+A", "Alt+ArrowLeft", "Alt+ArrowRight", "F5", "F11", "F12"];

test("every command has a name of its own, words, a group and something to do", () => {
  assert.equal(new Set(commands.map(command => command.name)).size, commands.length);
  for (const command of commands) {
    assert.match(command.name, /^[a-z][a-z0-9-]*$/);
    assert.ok(command.title && command.group, command.name);
    assert.equal(typeof command.run, "function", command.name);
    if (command.keys) assert.ok(modes.includes(command.mode), `${command.name}: mode ${command.mode}`);
    assert.equal(commandNamed(command.name), command);
  }
  assert.equal(new Set(commands.map(command => command.title)).size, commands.length, "two commands with the same title can't be told apart in the palette");
});

for (const mac of [false, true]) {
  const bound = commands.flatMap(command => (command.keys ?? []).map(keys => ({ command, keys: canonical(keys, mac) })));

  test(`no two commands answer the same key where they meet${mac ? " on a Mac" : ""}`, () => {
    for (const [i, one] of bound.entries())
      for (const other of bound.slice(i + 1)) {
        if (!meet(one.command.mode, other.command.mode)) continue;
        const names = `${one.command.name} and ${other.command.name}`;
        assert.notEqual(one.keys, other.keys, names);
        // A key that acts at once would swallow the first stroke of a sequence.
        assert.ok(!one.keys.startsWith(`${other.keys} `) && !other.keys.startsWith(`${one.keys} `), `${names}: one begins the other's sequence`);
      }
  });

  test(`keys leave the browser its own${mac ? " on a Mac" : ""}`, () => {
    for (const { command, keys } of bound) assert.ok(!reserved.includes(keys) || command.mode === "edit" && keys === "F12", `${command.name}: ${keys} belongs to the browser`); // In code, F12 is everybody's key for the definition.
  });
}

test("keys of the page do not write into a text field", () => {
  for (const command of commands.filter(({ mode }) => mode === "cell" || mode === "edit"))
    for (const keys of command.keys ?? []) assert.match(keys, /Mod|Ctrl|Alt|Enter|Escape|Tab|^(Shift\+)?F\d/, command.name);
});

test("every button names a command that exists", async () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const found = [];
  for (const [folder, pattern] of [["Components", /data-command="([^"@]+)"/g], ["Editor/src", /commandButton\("([^"]*)"|insertButtons\("([^"]*)", "([^"]*)"|dataset\.command = "([^"]*)"/g]])
    for (const entry of await readdir(join(root, folder), { recursive: true })) {
      if (!/\.(razor|js|cs)$/.test(entry)) continue;
      const text = await readFile(join(root, folder, entry), "utf8");
      for (const match of text.matchAll(pattern)) for (const name of match.slice(1).filter(name => name !== undefined)) found.push([entry, name]);
    }
  assert.ok(found.length > 10);
  for (const [file, name] of found) assert.ok(commandNamed(name), `${file} names the command “${name}”`);
});

const event = (key, code, modifiers = {}) => ({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers });

test("a key is known by what it types and by its place", () => {
  assert.deepEqual(strokesOf(event("k", "KeyK", { ctrlKey: true }), false), ["Mod+K"]);
  assert.deepEqual(strokesOf(event("k", "KeyK", { metaKey: true }), true), ["Mod+K"]);
  assert.deepEqual(strokesOf(event("?", "Slash", { shiftKey: true }), false), ["?"]);
  assert.deepEqual(strokesOf(event("M", "KeyM", { shiftKey: true }), false), ["Shift+M"]);
  assert.ok(strokesOf(event("_", "Minus", { ctrlKey: true, shiftKey: true }), false).includes("Mod+Shift+-"));
  assert.ok(strokesOf(event("к", "KeyK", { ctrlKey: true }), false).includes("Mod+K"));
  assert.deepEqual(strokesOf({ ...event("@", "KeyQ", { ctrlKey: true, altKey: true }), getModifierState: name => name === "AltGraph" }, false), []);
});

test("keys are spelt one way, shown another, and written for the editor in a third", () => {
  assert.equal(canonical("Shift+Mod+p", false), "Mod+Shift+P");
  assert.equal(canonical("Ctrl+M", false), "Mod+M");
  assert.equal(canonical("Ctrl+M", true), "Ctrl+M");
  assert.deepEqual(shownKeys("Mod+Shift+P", false), ["Ctrl+Shift+P"]);
  assert.deepEqual(shownKeys("Mod+Shift+P", true), ["⌘⇧P"]);
  assert.deepEqual(shownKeys("D D", false), ["D", "D"]);
  assert.equal(editorKey("Mod+/"), "Mod-/");
  assert.equal(editorKey("Shift+Alt+ArrowUp"), "Alt-Shift-ArrowUp");
  assert.equal(editorKey("Mod+D"), "Mod-d");
  assert.equal(commandFor("command", "D D").name, "delete");
});
