// Decides many cases over one loaded set of rulebooks. usage: many FACTS.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"log"
	"os"

	"bajigong.example/bajigong"
)

type answer struct {
	Line    int    `json:"line"`
	Outcome string `json:"outcome"`
	Clause  string `json:"clause"`
	Amount  string `json:"amount"`
	Low     int64  `json:"low"`
	High    int64  `json:"high"`
}

type problem struct {
	Line    int    `json:"line"`
	Error   string `json:"error"`
	Pointer string `json:"pointer"`
}

// Decides one line; what cannot be read is told of, and the next line is decided.
func decideLine(rulebooks *bajigong.Rulebooks, request *bajigong.Request, line int, text string) (any, error) {
	facts, err := rulebooks.NewFacts(text)
	var failure *bajigong.Error
	if errors.As(err, &failure) {
		return problem{line, failure.Problems[0].Code, failure.Problems[0].Pointer}, nil
	}
	defer facts.Close()
	decision, err := request.Decide(facts)
	if err != nil {
		return nil, err
	}
	defer decision.Close()
	amount := decision.Amount()
	return answer{line, decision.Outcome(), decision.Clause(), amount.Kind, amount.Low, amount.High}, nil
}

func run(path string) error {
	rulebooks, err := bajigong.Load(`{"paths": ["policies"]}`)
	if err != nil {
		return err
	}
	defer rulebooks.Close()
	request, err := rulebooks.NewRequest(`{"rule": "skill_upgrading", "as_of": "2023-07-03"}`)
	if err != nil {
		return err
	}
	defer request.Close()

	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	lines := bufio.NewScanner(file)
	for line := 1; lines.Scan(); line++ {
		one, err := decideLine(rulebooks, request, line, lines.Text())
		if err != nil {
			return err
		}
		if err := out.Encode(one); err != nil {
			return err
		}
	}
	return lines.Err()
}

func main() {
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}
