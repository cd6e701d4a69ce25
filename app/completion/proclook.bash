# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# bash completion for proclook(1).  Needs nothing but bash: found by the package
# bash-completion, or sourced from ~/.bashrc.

_proclook_names() { # folder
	local path

	for path in "$1"/*; do
		[[ -e $path ]] && echo "${path##*/}"
	done
}

_proclook_pids() {
	local path

	for path in /proc/[1-9]*; do
		echo "${path##*/}"
	done
}

# One that takes a value ends with "="
_proclook_options() { # command
	local output='--json --format= --utc --localtime --color= --help'
	local which='--pid= --name= --user='

	case $1 in
	show)	echo "$output" ;;
	watch)	echo "$output $which --event= --latest --tree --initial --quiet --banner" \
			"--show-duplicates --summary --num-events= --idle-timeout=" \
			"--duration= --follow --wait-on=" ;;
	list)	echo "$output $which --tree" ;;
	wait)	echo "$output --exec= --exit= --timeout= --status --quiet" ;;
	run)	echo "$which --on= --jobs= --num-events= --help" ;;
	info)	echo '--json --help' ;;
	*)	echo '--help --version' ;;
	esac
}

_proclook_takes_value() { # word
	case $1 in
	-[Fepnj] | --format | --event | --pid | --name | --user | --num-events | --jobs | \
		--idle-timeout | --duration | --wait-on | --exec | --exit | --timeout | --on)
		return 0 ;;
	*)	return 1 ;;
	esac
}

# A list with commas: its last item is completed, the others stay
_proclook_list() { # begun words
	local before=

	[[ $1 == *,* ]] && before=${1%,*},
	compgen -P "$before" -W "$2" -- "${1##*,}"
}

_proclook_values() { # option begun
	case $1 in
	-e | --event)	_proclook_list "$2" \
			'fork exec exit thread_create thread_exit image_load all' ;;
	--on)		_proclook_list "$2" 'fork exec exit all' ;;
	--user)		compgen -u -- "$2" ;;
	--exit)		compgen -W "$(_proclook_pids)" -- "$2" ;;
	-p | --pid)	_proclook_list "$2" "$(_proclook_pids)" ;;
	--color)	compgen -W 'auto always never' -- "$2" ;;
	--wait-on)	compgen -W 'attribute device' -- "$2" ;;
	esac
}

# Is this the value of an option?  "--option=value" is three words where COMP_WORDBREAKS
# has "=", as it has at first, and one where somebody took it out: what is completed
# then has the option before it.
_proclook_find_option() { # word and the two before it
	option='' begun=$1 prefix=''
	if [[ $1 == --*=* ]]; then
		option=${1%%=*} begun=${1#*=} prefix=$option=
	elif [[ $1 == = && $2 == --* ]]; then
		option=$2 begun=''
	elif [[ $2 == = && $3 == --* ]]; then
		option=$3
	elif _proclook_takes_value "$2"; then
		option=$2
	fi
}

# The command, and whether all that follows is a name
_proclook_find_command() { # words before the one that is completed
	local word

	command='' only_names=''
	for word; do
		case $word in
		--)	only_names=1 ;;
		-*)	;;
		*)	command=${command:-$word} ;;
		esac
	done
}

_proclook_candidates() { # word
	if [[ -n $option ]]; then
		_proclook_values "$option" "$begun"
	elif [[ $1 == -* && -z $only_names ]]; then
		compgen -W "$(_proclook_options "$command")" -- "$1"
	elif [[ $command == run ]]; then
		compgen -c -- "$1"
	elif [[ $command == list || $command == wait ]]; then
		return
	elif [[ -n $command ]]; then
		compgen -W "$(_proclook_names /sys/class/proclook)" -- "$1"
	else
		compgen -W 'show watch list wait run info' -- "$1"
	fi
}

_proclook() {
	local word=${COMP_WORDS[COMP_CWORD]} command only_names option begun prefix

	_proclook_find_command "${COMP_WORDS[@]:1:COMP_CWORD - 1}"
	option='' prefix=''
	[[ -n $only_names ]] || _proclook_find_option "$word" "${COMP_WORDS[COMP_CWORD - 1]}" \
		"${COMP_WORDS[COMP_CWORD > 1 ? COMP_CWORD - 2 : 0]}"

	mapfile -t COMPREPLY < <(_proclook_candidates "$word")
	COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
	[[ ${COMPREPLY[*]} == *= ]] && compopt -o nospace
	return 0
}

complete -F _proclook proclook
