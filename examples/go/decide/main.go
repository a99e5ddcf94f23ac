// Decides one case and prints the answer with its reasons. usage: decide FACTS.json
package main

import (
	"fmt"
	"log"
	"os"

	"bajigong.example/bajigong"
)

func printReasons(d *bajigong.Decision) {
	payable := map[bool]string{true: "yes", false: "no"}[d.Payable()]
	fmt.Printf("rule: %s\noutcome: %s\npayable: %s\ndeciding clause: %s\n", d.Rule(), d.Outcome(), payable, d.Clause())
	amount := d.Amount()
	fmt.Printf("amount: %s, %d to %d fen\n", amount.Kind, amount.Low, amount.High)
	for _, p := range d.Payments() {
		fmt.Printf("payment %s to %s: %s, %d to %d fen; due %d, to recover %d\n",
			p.Step, p.Payee, p.Kind, p.Low, p.High, p.Due, p.Recover)
	}
	for _, cause := range d.Causes() {
		fmt.Printf("because of %s: %s\n", cause.Kind, cause.Name)
	}
	for _, clause := range d.Clauses() {
		fmt.Printf("clause %s: %s, %s [%s]\n", clause.ID, clause.Truth, clause.Text, clause.Cite)
	}
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
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	facts, err := rulebooks.NewFacts(string(text))
	if err != nil {
		return err
	}
	defer facts.Close()

	decision, err := request.Decide(facts)
	if err != nil {
		return err
	}
	defer decision.Close()
	printReasons(decision)
	json, err := decision.JSON()
	if err != nil {
		return err
	}
	fmt.Println(json)
	return nil
}

func main() {
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}
