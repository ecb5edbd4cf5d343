// A mail server for the tests: keeps each message it takes as <Message-ID>.json in a folder before it says yes.
// usage: node sink.mjs FOLDER KEY.pem CERT.pem — prints its port once it listens, ends with its standard input.
// Boxes with a will of their own: unknown@ 550, later@ 451, spam@ 554 after the text. Login: couloir / secret.
import fs from "node:fs";
import path from "node:path";
import { SMTPServer } from "smtp-server";
import { simpleParser } from "mailparser";

const [folder, key, cert] = process.argv.slice(2);

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

async function keep(raw, session) {
  const mail = await simpleParser(raw, { keepCidLinks: true });
  const kept = {
    mail_from: session.envelope.mailFrom.address,
    rcpt_to: session.envelope.rcptTo.map((to) => to.address),
    greeted_as: session.hostNameAppearsAs,
    secure: session.secure,
    user: session.user ?? null,
    subject: mail.subject,
    from: mail.from.text,
    to: mail.to.text,
    date: mail.date.toISOString(),
    text: mail.text,
    html: mail.html || null,
    raw: raw.toString("latin1"),
  };
  const file = path.join(folder, `${mail.messageId.slice(1, -1)}.json`);
  fs.writeFileSync(`${file}.part`, JSON.stringify(kept));
  fs.renameSync(`${file}.part`, file);
}

const server = new SMTPServer({
  key: fs.readFileSync(key),
  cert: fs.readFileSync(cert),
  authOptional: true,
  disableReverseLookup: true,
  onAuth({ username, password }, session, done) {
    if (username === "couloir" && password === "secret") done(null, { user: username });
    else done(refusal(535, "wrong user or password"));
  },
  onRcptTo({ address }, session, done) {
    if (address.startsWith("unknown@")) done(refusal(550, "no such box"));
    else if (address.startsWith("later@")) done(refusal(451, "try again later"));
    else done();
  },
  onData(stream, session, done) {
    const pieces = [];
    stream.on("data", (piece) => pieces.push(piece));
    stream.on("end", () => {
      if (session.envelope.rcptTo.some((to) => to.address.startsWith("spam@"))) return done(refusal(554, "spam"));
      keep(Buffer.concat(pieces), session).then(() => done(), done);
    });
  },
});
server.on("error", () => {}); // a client that hangs up at a certificate is part of the tests
server.listen(0, "127.0.0.1", () => console.log(server.server.address().port));
process.stdin.resume().on("end", () => process.exit(0));
