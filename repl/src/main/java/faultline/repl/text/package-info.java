/// What a command answers, and its two faces: text for people, JSON for programs.
package faultline.repl.text;
