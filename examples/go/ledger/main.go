// A session with a voucher ledger in memory. usage: ledger COMMANDS.jsonl
package main

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"log"
	"os"

	"bajigong.example/bajigong"
)

// Signs a checkpoint. A host signs with a key that it guards; this toy stands for it with FNV-1a of
// 64 bits, which everybody can compute and which proves nothing.
func sign(bytes []byte) ([]byte, error) {
	hash := fnv.New64a()
	hash.Write(bytes)
	return hash.Sum(nil), nil
}

func run(path string) error {
	ledger, err := bajigong.NewLedger(`{"origin": "example.gov.cn/vouchers", "hash": "sha256"}`)
	if err != nil {
		return err
	}
	defer ledger.Close()

	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		// Accepted, rejected or refused: the verdict is an answer, never an error.
		verdict, err := ledger.Apply(lines.Text())
		if err != nil {
			return err
		}
		fmt.Println(verdict)
	}

	balances, err := ledger.Balances()
	if err != nil {
		return err
	}
	receipt, err := ledger.Receipt("issue-1", "toy-key", sign)
	if err != nil {
		return err
	}
	checkpoint, err := ledger.Checkpoint("toy-key", sign)
	if err != nil {
		return err
	}
	fmt.Printf("%s\n%s\n%s\n", balances, receipt, checkpoint)
	return nil
}

func main() {
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}
