// MDN's HTTP Observatory on a site of this machine: node observatory.mjs NAME HTTPS_PORT HTTP_PORT
// Prints each test: name, passed, score modifier, result. The name leads to this machine.
import { writeFileSync } from "node:fs";
import net from "node:net";

const [name, https, http] = process.argv.slice(2);
const conf = new URL("./node_modules/@mdn/mdn-http-observatory/conf/", import.meta.url);
// Lists that its installation would download: who is preloaded, and names of domains.
writeFileSync(new URL("hsts-preload.json", conf), "{}");
writeFileSync(new URL("tld-list.json", conf), "[]");

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  options.port = { 443: https, 80: http }[options.port] ?? options.port;
  options.lookup = (_host, wanted, found) =>
    wanted.all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4);
  return connect.apply(this, args);
};

const { scan } = await import("@mdn/mdn-http-observatory");
const { scan: whole, tests } = await scan(name);
const told = Object.entries(tests).map(([test, each]) => [
  test,
  { pass: each.pass, modifier: each.scoreModifier ?? 0, result: each.result },
]);
console.log(JSON.stringify({ grade: whole.grade, score: whole.score, tests: Object.fromEntries(told) }));
