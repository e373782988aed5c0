#compdef faultline
# Completes faultline's words in zsh. In ~/.zshrc, after compinit:  eval "$(PATH_TO/repl/faultline completion zsh)"
_faultline() {
    local -a choices
    choices=("${(@f)$("${words[1]}" --complete "${(@)words[2,CURRENT]}" 2>/dev/null | sed 's/\t$//; s/:/\\:/g; s/\t/:/')}")
    if [[ -n "${choices[1]}" ]]; then
        _describe -V faultline choices
    else
        _files
    fi
}
compdef _faultline faultline
