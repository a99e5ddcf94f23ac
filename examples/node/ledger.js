// A session with a voucher ledger in memory. usage: node ledger.js COMMANDS.jsonl
'use strict';

const { readFileSync } = require('node:fs');
const { Ledger } = require('./bajigong');

// Signs a checkpoint. A host signs with a key that it guards; this toy stands for it with FNV-1a of
// 64 bits, which everybody can compute and which proves nothing.
function sign(bytes) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  const signature = Buffer.alloc(8);
  signature.writeBigUInt64BE(hash);
  return signature;
}

const ledger = new Ledger({ origin: 'example.gov.cn/vouchers', hash: 'sha256' });
try {
  // Accepted, rejected or refused: the verdict is an answer, never an exception.
  const commands = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n');
  for (const command of commands) console.log(ledger.apply(command));
  console.log(ledger.balances());
  console.log(ledger.receipt('issue-1', 'toy-key', sign));
  console.log(ledger.checkpoint('toy-key', sign));
} finally {
  ledger.free();
}
