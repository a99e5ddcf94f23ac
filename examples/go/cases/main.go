// Decides the worked cases of the rulebooks and compares. usage: cases CASES.jsonl
//
// CASES.jsonl is what `bajigong test policies --list` prints: docs/tool.md says what stands in a line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"sort"
	"strings"

	"bajigong.example/bajigong"
)

type amount struct {
	Kind      string
	Low, High *int64
}

type worked struct {
	File, Name, Run, Rule string
	Line                  int
	AsOf                  string `json:"as_of"`
	Facts, Given          json.RawMessage
	Expect                struct {
		Outcome, Clause, Version *string
		Because                  *[][2]string
		Amount                   *amount
		Payments                 map[string]amount
		Results                  map[string]json.RawMessage
		Due, Recover             *int64
	}
}

// The names of what came out otherwise than expected.
type differences []string

func (d *differences) compare(what string, same bool) {
	if !same {
		*d = append(*d, what)
	}
}

func (a *amount) is(came bajigong.Amount) bool {
	return a.Kind == came.Kind && (a.Low == nil || *a.Low == came.Low) && (a.High == nil || *a.High == came.High)
}

// The causes once each, in byte order.
func causes(d *bajigong.Decision) string {
	seen := map[string]bool{}
	var all []string
	for _, cause := range d.Causes() {
		if cause.Kind == "uncovered" {
			cause.Name = ""
		}
		if one := cause.Kind + " " + cause.Name; !seen[one] {
			seen[one] = true
			all = append(all, one)
		}
	}
	sort.Strings(all)
	return strings.Join(all, "\n")
}

func (w *worked) differences(d *bajigong.Decision) (found differences) {
	e := w.Expect
	found.compare("outcome", e.Outcome == nil || *e.Outcome == d.Outcome())
	found.compare("clause", e.Clause == nil || *e.Clause == d.Clause())
	found.compare("version", e.Version == nil || *e.Version == strings.Join(d.Versions(), ", "))
	if e.Because != nil {
		var expected []string
		for _, pair := range *e.Because {
			expected = append(expected, pair[0]+" "+pair[1])
		}
		sort.Strings(expected)
		found.compare("because", strings.Join(expected, "\n") == causes(d))
	}
	found.compare("amount", e.Amount == nil || e.Amount.is(d.Amount()))
	var due, recover int64
	payments := map[string]bajigong.Amount{}
	for _, p := range d.Payments() {
		payments[p.Step] = p.Amount
		due += p.Due
		recover += p.Recover
	}
	for step, expected := range e.Payments {
		came, there := payments[step]
		found.compare("payment "+step, there && expected.is(came))
	}
	found.compare("due", e.Due == nil || *e.Due == due)
	found.compare("recover", e.Recover == nil || *e.Recover == recover)
	results := map[string]string{}
	for _, result := range d.Results() {
		results[result.ID] = result.Value
	}
	for id, expected := range e.Results {
		came, there := results[id]
		found.compare("result "+id, there == (string(expected) != "null") && (!there || came == string(expected)))
	}
	return found
}

func decide(rulebooks *bajigong.Rulebooks, line []byte) (differences, *worked, error) {
	var w worked
	if err := json.Unmarshal(line, &w); err != nil {
		return nil, nil, err
	}
	asked, err := json.Marshal(map[string]any{"rule": w.Rule, "as_of": w.AsOf, "given": w.Given})
	if err != nil {
		return nil, nil, err
	}
	request, err := rulebooks.NewRequest(string(asked))
	if err != nil {
		return nil, nil, err
	}
	defer request.Close()
	facts, err := rulebooks.NewFacts(string(w.Facts))
	if err != nil {
		return nil, nil, err
	}
	defer facts.Close()
	decision, err := request.Decide(facts)
	if err != nil {
		return nil, nil, err
	}
	defer decision.Close()
	return w.differences(decision), &w, nil
}

func main() {
	rulebooks, err := bajigong.Load(`{"paths": ["policies"]}`)
	if err != nil {
		log.Fatal(err)
	}
	defer rulebooks.Close()
	file, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<24)
	same, different := 0, 0
	for lines.Scan() {
		found, w, err := decide(rulebooks, lines.Bytes())
		if err != nil {
			log.Fatalf("line %d: %v", same+different+1, err)
		}
		if len(found) == 0 {
			same++
			continue
		}
		different++
		fmt.Printf("%s:%d %q (%s): %s\n", w.File, w.Line, w.Name, w.Run, strings.Join(found, ", "))
	}
	fmt.Printf("%d as expected, %d otherwise\n", same, different)
	if lines.Err() != nil || different > 0 {
		os.Exit(1)
	}
}
